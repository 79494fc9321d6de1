using System.Globalization;
using Services.Retail;
using Services.Retail.Tickets;

namespace Services.Agents.Data.Seeding;

/// <summary>Makes the demo shop's tickets: one to an order, some time after it was placed.</summary>
internal static class DemoTickets
{
    private static readonly TicketStatus[] Statuses =
    [
        TicketStatus.Open,
        TicketStatus.Open,
        TicketStatus.Waiting,
        TicketStatus.Resolved,
        TicketStatus.Resolved,
        TicketStatus.Closed,
    ];

    private static readonly TicketPriority[] Priorities =
    [
        TicketPriority.Low,
        TicketPriority.Normal,
        TicketPriority.Normal,
        TicketPriority.High,
    ];

    public static List<DemoTicket> Generate(
        SeededRandom random,
        IReadOnlyList<Order> orders,
        IReadOnlyDictionary<string, DateTimeOffset> orderedAt,
        DateTimeOffset midnight,
        int count
    )
    {
        var delivered = orders.Where(order => order.Status is OrderStatus.Delivered).ToList();
        List<DemoTicket> tickets = [];
        for (var i = 0; i < count; i++)
        {
            // The first delivered order is a demo customer's, who so has a ticket to ask about.
            var order = i == 0 ? delivered[0] : random.Pick(delivered);
            var (subject, description) = random.Pick(DemoNames.Tickets);
            var status = i == 0 ? TicketStatus.Open : random.Pick(Statuses);
            var created = Earlier(orderedAt[order.OrderId].AddHours(random.Between(24, 200)), midnight);
            var replied = status != TicketStatus.Open || random.Percent(30);
            tickets.Add(
                new DemoTicket(
                    order.UserId,
                    order.OrderId,
                    subject,
                    string.Format(CultureInfo.InvariantCulture, description, random.Pick(order.Items).Name),
                    status,
                    random.Pick(Priorities),
                    created,
                    replied ? Earlier(created.AddHours(random.Between(1, 40)), midnight) : created,
                    replied ? random.Pick(DemoNames.Replies) : null
                )
            );
        }

        return tickets;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
