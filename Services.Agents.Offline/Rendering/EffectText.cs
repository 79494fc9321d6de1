using System.Text.Json;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tickets;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Rendering;

/// <summary>Says what a tool has done, from what it returned: the same words whichever model called it.</summary>
public static class EffectText
{
    /// <summary>What was changed; null for a tool that changes nothing.</summary>
    public static string? Of(string tool, JsonElement result) => ToolNames.IsWrite(tool) ? Describe(tool, result) : null;

    internal static string Describe(string tool, JsonElement result)
    {
        if (ToolNames.IsOrderWrite(tool))
        {
            return ToolJson.Parse(result, RetailJson.Default.Order) is { } order ? Describe(tool, order) : "Done.";
        }

        return tool switch
        {
            ToolNames.ModifyUserAddress => ToolJson.Parse(result, RetailJson.Default.User) is { } user
                ? $"Done: the default address is now {Markdown.Escape(user.Address.ToSingleLine())}. "
                    + "Orders that are already placed keep theirs."
                : "Done: the default address is changed.",
            ToolNames.CreateTicket => ToolJson.Parse(result, TicketJson.Default.Ticket) is { } ticket
                ? $"Done: ticket **{Markdown.Escape(ticket.TicketId)}** is open, with {EnumNames.Of(ticket.Priority)} priority. Our "
                    + $"support team will look into it."
                : "Done: the ticket is open.",
            ToolNames.AddTicketComment => ToolJson.Parse(result, TicketJson.Default.Ticket) is { } ticket
                ? $"Done: your comment is on ticket **{Markdown.Escape(ticket.TicketId)}**, which is now {EnumNames.Of(ticket.Status)}."
                : "Done: your comment is added.",
            ToolNames.TransferToHuman => "I've handed this conversation over to our team, with a summary. A person will take it from here.",
            _ => "Done.",
        };
    }

    private static string Describe(string tool, Order order)
    {
        var id = $"**{Markdown.Escape(order.OrderId)}**";
        switch (tool)
        {
            case ToolNames.CancelOrder:
                var refunds = order
                    .PaymentHistory.Where(payment => !payment.IsPayment)
                    .Select(payment => PaymentText.Refund(payment))
                    .ToList();
                var money = refunds.Count == 0 ? "" : $" {string.Join(", and ", refunds)}.";
                return $"Done: order {id} is **cancelled** ({(order.CancelReason is { } reason ? EnumNames.Of(reason) : "")}).{money}";
            case ToolNames.ModifyAddress:
                return $"Done: order {id} now goes to {Markdown.Escape(order.Address.ToSingleLine())}.";
            case ToolNames.ModifyPayment:
                return $"Done: order {id} is now paid with the {PaymentText.Method(LastPayment(order))}. The former payment is "
                    + $"refunded. {PaymentText.RefundTimes}";
            case ToolNames.ModifyItems:
                var items = string.Join('\n', order.Items.Select(item => "- " + OrderText.Item(item)));
                return $"Done: order {id} now has\n\n{items}\n\n{Difference(order.PaymentHistory[^1])}";
            case ToolNames.ReturnItems:
                return $"Done: the **return** is requested for order {id} ({Count(order.ReturnItems)}). The refund goes to the "
                    + $"{PaymentText.Method(order.ReturnPaymentMethodId ?? "")}. {PaymentText.RefundTimes}";
            default:
                return $"Done: the **exchange** is requested for order {id} ({Count(order.ExchangeItems)}). {Difference(order)}";
        }
    }

    private static string LastPayment(Order order) => order.PaymentHistory.Last(payment => payment.IsPayment).PaymentMethodId;

    private static string Count(IReadOnlyList<string>? items) => items?.Count == 1 ? "1 item" : $"{items?.Count ?? 0} items";

    private static string Difference(Payment payment) =>
        payment switch
        {
            { Amount: 0 } => "The price stays the same.",
            { IsPayment: true } =>
                $"The difference of {Money.Format(payment.Amount)} was charged to the {PaymentText.Method(payment.PaymentMethodId)}.",
            _ => $"{PaymentText.Refund(payment)}.",
        };

    private static string Difference(Order order) =>
        order.ExchangePriceDifference switch
        {
            > 0 and var amount =>
                $"The difference of {Money.Format(amount)} is charged to the {PaymentText.Method(order.ExchangePaymentMethodId ?? "")}.",
            < 0 and var amount => $"{Money.Format(-amount)} goes back to the {PaymentText.Method(order.ExchangePaymentMethodId ?? "")}.",
            _ => "The price stays the same.",
        };
}
