using System.Collections.Frozen;
using Services.Contracts.Agents;

namespace Services.Agents.Offline.Classification;

/// <summary>What users want, as the classifier names it, and the agent whose work it is.</summary>
public static class Intents
{
    public const string TrackOrder = "track_order";
    public const string OrderDetails = "order_details";
    public const string ListOrders = "list_orders";
    public const string CancelOrder = "cancel_order";
    public const string ChangeOrderAddress = "change_order_address";
    public const string ChangeOrderPayment = "change_order_payment";
    public const string ChangeOrder = "change_order";
    public const string ReturnOrder = "return_order";
    public const string ExchangeItems = "exchange_items";
    public const string GetRefund = "get_refund";
    public const string TrackRefund = "track_refund";
    public const string RefundPolicy = "check_refund_policy";
    public const string CancellationFee = "check_cancellation_fee";
    public const string ProductInfo = "product_info";
    public const string ListProducts = "list_products";
    public const string PlaceOrder = "place_order";
    public const string DeliveryOptions = "delivery_options";
    public const string DeliveryPeriod = "delivery_period";
    public const string Invoice = "invoice";

    public const string AccountDetails = "account_details";
    public const string ChangeAddress = "change_address";
    public const string PaymentMethods = "check_payment_methods";
    public const string EditAccount = "edit_account";
    public const string CreateAccount = "create_account";
    public const string DeleteAccount = "delete_account";
    public const string RecoverPassword = "recover_password";
    public const string RegistrationProblems = "registration_problems";
    public const string SwitchAccount = "switch_account";
    public const string Newsletter = "newsletter_subscription";

    public const string PaymentIssue = "payment_issue";
    public const string CreateTicket = "create_ticket";
    public const string ListTickets = "list_tickets";
    public const string CommentTicket = "comment_ticket";
    public const string Complaint = "complaint";
    public const string Review = "review";
    public const string HumanAgent = "human_agent";
    public const string AboutAssistant = "about_assistant";
    public const string ContactSupport = "contact_support";
    public const string Greeting = "greeting";
    public const string Thanks = "thanks";
    public const string Goodbye = "goodbye";
    public const string Capabilities = "capabilities";
    public const string Affirm = "affirm";
    public const string Deny = "deny";
    public const string Unknown = "unknown";

    public const string Spending = "spending";
    public const string OrderCount = "order_count";
    public const string Revenue = "revenue";
    public const string TopProducts = "top_products";
    public const string OrderStatistics = "order_statistics";

    private static readonly FrozenDictionary<string, string> Agents = new (string Agent, string[] Intents)[]
    {
        (
            AgentNames.Order,
            [
                TrackOrder,
                OrderDetails,
                ListOrders,
                CancelOrder,
                ChangeOrderAddress,
                ChangeOrderPayment,
                ChangeOrder,
                ReturnOrder,
                ExchangeItems,
                GetRefund,
                TrackRefund,
                RefundPolicy,
                CancellationFee,
                ProductInfo,
                ListProducts,
                PlaceOrder,
                DeliveryOptions,
                DeliveryPeriod,
                Invoice,
            ]
        ),
        (
            AgentNames.Customer,
            [
                AccountDetails,
                ChangeAddress,
                PaymentMethods,
                EditAccount,
                CreateAccount,
                DeleteAccount,
                RecoverPassword,
                RegistrationProblems,
                SwitchAccount,
                Newsletter,
            ]
        ),
        (
            AgentNames.Support,
            [
                PaymentIssue,
                CreateTicket,
                ListTickets,
                CommentTicket,
                Complaint,
                Review,
                HumanAgent,
                AboutAssistant,
                ContactSupport,
                Greeting,
                Thanks,
                Goodbye,
                Capabilities,
                Affirm,
                Deny,
                Unknown,
            ]
        ),
        (AgentNames.Analytics, [Spending, OrderCount, Revenue, TopProducts, OrderStatistics]),
    }
        .SelectMany(row => row.Intents.Select(intent => KeyValuePair.Create(intent, row.Agent)))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All intents.</summary>
    public static IEnumerable<string> All => Agents.Keys;

    /// <summary>The intents that are an agent's work.</summary>
    public static IReadOnlyList<string> Of(string agent) => [.. Agents.Where(row => row.Value == agent).Select(static row => row.Key)];

    /// <summary>The agent for an intent; support for one that is not known.</summary>
    public static string AgentFor(string intent) => Agents.GetValueOrDefault(intent, AgentNames.Support);

    /// <summary>True if it is a wish or a question that the shop has an answer to, and not talk.</summary>
    public static bool IsRequest(string intent) =>
        intent is not (Unknown or Affirm or Deny or Greeting or Thanks or Goodbye or Capabilities or AboutAssistant);

    /// <summary>True for another variant of an item, whether it is delivered or not: the order says which of the two it is.</summary>
    public static bool IsItemChange(string intent) => intent is ExchangeItems or ChangeOrder;

    /// <summary>True for words that mean something only beside what was said before.</summary>
    public static bool IsReply(string intent) => intent is Affirm or Deny;
}
