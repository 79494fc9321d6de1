#pragma warning disable IDE1006 // Names of tools and their parameters are what models see.
using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Data.Seeding;
using Services.Agents.Tools.Orders;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Reports;
using Services.Retail.Tickets;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Tests;

/// <summary>The demo shop in memory: the service's own data and rules behind tools of the same names, without a database.</summary>
internal sealed class MemoryShop
{
    public const string Customer = "nora_lindgren_1001";

    private readonly Dictionary<string, Order> _orders;
    private readonly Dictionary<string, User> _users;
    private readonly IReadOnlyDictionary<string, Product> _products;
    private readonly List<Ticket> _tickets = [];

    public MemoryShop()
        : this(DemoData.Generate(new DateOnly(2026, 6, 15)).Retail) { }

    /// <summary>A shop with the data of an archive.</summary>
    public MemoryShop(RetailData retail)
    {
        (_products, _users, _orders) = (retail.Products, retail.Users.ToDictionary(), retail.Orders.ToDictionary());
    }

    /// <summary>The names of tools in the order in which they were called.</summary>
    public List<string> Called { get; } = [];

    public IList<AITool> Tools =>
        [
            .. new Delegate[]
            {
                find_user_id_by_email,
                find_user_id_by_name_zip,
                get_user_details,
                get_order_details,
                get_product_details,
                list_all_product_types,
                list_my_tickets,
                get_ticket,
                revenue_report,
                order_statistics,
                transfer_to_human_agents,
            }.Select(read => (AITool)AIFunctionFactory.Create(read, read.Method.Name)),
            .. new Delegate[]
            {
                cancel_pending_order,
                modify_pending_order_address,
                modify_pending_order_payment,
                modify_pending_order_items,
                return_delivered_order_items,
                exchange_delivered_order_items,
                modify_user_address,
                create_ticket,
                add_ticket_comment,
            }.Select(write => new ApprovalRequiredAIFunction(AIFunctionFactory.Create(write, write.Method.Name))),
        ];

    /// <summary>The shop as it is now.</summary>
    public RetailData Data =>
        new()
        {
            Products = _products,
            Users = _users,
            Orders = _orders,
        };

    public Order Order(string id) => _orders[id];

    public User User(string id) => _users[id];

    public Product Product(string id) => _products[id];

    public void Replace(Order order) => _orders[order.OrderId] = order;

    public void Replace(User user) => _users[user.UserId] = user;

    /// <summary>An order of the customer with a status.</summary>
    public Order Any(OrderStatus status) => _users[Customer].Orders.Select(id => _orders[id]).First(order => order.Status == status);

    private JsonElement find_user_id_by_email(string email) =>
        Found(
            _users.Values.FirstOrDefault(user => user.Email.Equals(email, StringComparison.OrdinalIgnoreCase))?.UserId,
            value => JsonSerializer.SerializeToElement(value)
        );

    private JsonElement find_user_id_by_name_zip(string first_name, string last_name, string zip) =>
        Found(
            _users
                .Values.FirstOrDefault(user =>
                    user.Name.FirstName.Equals(first_name, StringComparison.OrdinalIgnoreCase)
                    && user.Name.LastName.Equals(last_name, StringComparison.OrdinalIgnoreCase)
                    && user.Address.Zip == zip
                )
                ?.UserId,
            value => JsonSerializer.SerializeToElement(value)
        );

    private JsonElement get_user_details(string user_id) =>
        Found(_users.GetValueOrDefault(user_id), user => JsonSerializer.SerializeToElement(user, RetailJson.Default.User));

    private JsonElement get_order_details(string order_id) =>
        Found(_orders.GetValueOrDefault(order_id), order => JsonSerializer.SerializeToElement(order, RetailJson.Default.Order));

    private JsonElement get_product_details(string product_id) =>
        Found(_products.GetValueOrDefault(product_id), product => JsonSerializer.SerializeToElement(product, RetailJson.Default.Product));

    private JsonElement list_all_product_types() =>
        Found(
            _products
                .Values.OrderBy(product => product.Name, StringComparer.Ordinal)
                .ToDictionary(product => product.Name, product => product.ProductId),
            types => JsonSerializer.SerializeToElement(types)
        );

    private JsonElement list_my_tickets(string? status = null) =>
        Found<IReadOnlyList<Ticket>>(
            _tickets,
            tickets => JsonSerializer.SerializeToElement(tickets, TicketJson.Default.IReadOnlyListTicket)
        );

    private JsonElement get_ticket(string ticket_id) =>
        Found(
            _tickets.Find(ticket => ticket.TicketId == ticket_id),
            ticket => JsonSerializer.SerializeToElement(ticket, TicketJson.Default.Ticket)
        );

    private JsonElement revenue_report(string group_by, string? from_date = null, string? to_date = null) =>
        Report(group_by, from_date, to_date);

    private JsonElement order_statistics(string group_by, string? from_date = null, string? to_date = null) =>
        Report(group_by, from_date, to_date);

    private JsonElement transfer_to_human_agents(string summary) =>
        Found(summary, _ => JsonSerializer.SerializeToElement("Transfer successful"));

    private JsonElement cancel_pending_order(string order_id, string reason) => Change(new CancelOrder(order_id, reason));

    private JsonElement modify_pending_order_address(
        string order_id,
        string address1,
        string address2,
        string city,
        string state,
        string country,
        string zip
    ) => Change(new ModifyOrderAddress(order_id, Addresses.Of(address1, address2, city, state, country, zip)));

    private JsonElement modify_pending_order_payment(string order_id, string payment_method_id) =>
        Change(new ModifyOrderPayment(order_id, payment_method_id));

    private JsonElement modify_pending_order_items(string order_id, string[] item_ids, string[] new_item_ids, string payment_method_id) =>
        Change(new ModifyOrderItems(order_id, item_ids, new_item_ids, payment_method_id));

    private JsonElement return_delivered_order_items(string order_id, string[] item_ids, string payment_method_id) =>
        Change(new ReturnOrderItems(order_id, item_ids, payment_method_id));

    private JsonElement exchange_delivered_order_items(
        string order_id,
        string[] item_ids,
        string[] new_item_ids,
        string payment_method_id
    ) => Change(new ExchangeOrderItems(order_id, item_ids, new_item_ids, payment_method_id));

    private JsonElement modify_user_address(
        string user_id,
        string address1,
        string address2,
        string city,
        string state,
        string country,
        string zip
    )
    {
        _users[user_id] = _users[user_id] with { Address = Addresses.Of(address1, address2, city, state, country, zip) };
        return Found(_users[user_id], user => JsonSerializer.SerializeToElement(user, RetailJson.Default.User));
    }

    private JsonElement create_ticket(string subject, string description, string? order_id = null, string? priority = null)
    {
        _tickets.Add(
            new Ticket
            {
                TicketId = $"T-{10_001 + _tickets.Count}",
                UserId = Customer,
                OrderId = order_id,
                Subject = subject,
                Description = description,
                Status = TicketStatus.Open,
                Priority = priority is null ? TicketPriority.Normal : EnumNames.Parse<TicketPriority>(priority),
                CreatedAt = DateTimeOffset.UnixEpoch,
                UpdatedAt = DateTimeOffset.UnixEpoch,
                Comments = [],
            }
        );
        return Found(_tickets[^1], ticket => JsonSerializer.SerializeToElement(ticket, TicketJson.Default.Ticket));
    }

    private JsonElement add_ticket_comment(string ticket_id, string comment)
    {
        var index = _tickets.FindIndex(ticket => ticket.TicketId == ticket_id);
        _tickets[index] = _tickets[index] with
        {
            Comments =
            [
                .. _tickets[index].Comments ?? [],
                new TicketComment
                {
                    Author = CommentAuthor.Customer,
                    Body = comment,
                    CreatedAt = DateTimeOffset.UnixEpoch,
                },
            ],
        };
        return Found(_tickets[index], ticket => JsonSerializer.SerializeToElement(ticket, TicketJson.Default.Ticket));
    }

    private JsonElement Change(OrderCommand command, [System.Runtime.CompilerServices.CallerMemberName] string tool = "")
    {
        var order = _orders[command.OrderId];
        switch (command.Change(order, _users[order.UserId], _products))
        {
            case OrderChange.Allowed allowed:
                Replace(allowed.Order);
                Replace(allowed.User);
                return Found(allowed.Order, changed => JsonSerializer.SerializeToElement(changed, RetailJson.Default.Order), tool);
            case OrderChange.Refused refused:
                return ToolRefusal.Refused(refused.Sentence);
            default:
                throw new InvalidOperationException();
        }
    }

    private static JsonElement Report(string groupBy, string? from, string? to) =>
        JsonSerializer.SerializeToElement(
            new Report
            {
                Scope = ReportScope.OwnOrders,
                GroupedBy = EnumNames.Parse<ReportGrouping>(groupBy),
                FromDate = from ?? "2025-06-16",
                ToDate = to ?? "2026-06-15",
                CancelledIncluded = false,
                Total = new Figures
                {
                    Orders = 3,
                    Items = 5,
                    Value = 1_234.5m,
                },
                Groups =
                [
                    new Figures
                    {
                        Group = "2026-04",
                        Orders = 1,
                        Items = 1,
                        Value = 234.5m,
                    },
                    new Figures
                    {
                        Group = "2026-05",
                        Orders = 2,
                        Items = 4,
                        Value = 1_000m,
                    },
                ],
            },
            ReportJson.Default.Report
        );

    private JsonElement Found<T>(T? value, Func<T, JsonElement> json, [System.Runtime.CompilerServices.CallerMemberName] string tool = "")
        where T : class
    {
        Called.Add(tool);
        return value is null ? ToolRefusal.Refused("It was not found.") : json(value);
    }
}
