using System.Globalization;
using Services.Retail;

namespace Services.Agents.Data.Seeding;

/// <summary>Makes the demo shop's tickets: one to an order, some time after it was placed.</summary>
internal static class DemoTickets
{
    private static readonly string[] Statuses = ["open", "open", "waiting", "resolved", "resolved", "closed"];
    private static readonly string[] Priorities = ["low", "normal", "normal", "high"];

    public static List<DemoTicket> Generate(
        SeededRandom random,
        IReadOnlyList<Order> orders,
        IReadOnlyDictionary<string, DateTimeOffset> orderedAt,
        DateTimeOffset midnight,
        int count
    )
    {
        var delivered = orders.Where(order => order.Status is OrderStatuses.Delivered).ToList();
        List<DemoTicket> tickets = [];
        for (var i = 0; i < count; i++)
        {
            // The first delivered order is a demo customer's, who so has a ticket to ask about.
            var order = i == 0 ? delivered[0] : random.Pick(delivered);
            var (subject, description) = random.Pick(DemoNames.Tickets);
            var status = i == 0 ? "open" : random.Pick(Statuses);
            var created = Earlier(orderedAt[order.OrderId].AddHours(random.Between(24, 200)), midnight);
            var replied = status != "open" || random.Percent(30);
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
