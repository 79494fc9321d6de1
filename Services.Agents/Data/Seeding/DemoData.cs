using Services.Retail;

namespace Services.Agents.Data.Seeding;

/// <summary>The demo shop's data: the same for the same day, to the last digit.</summary>
internal sealed record DemoData
{
    private const int Customers = 240;
    private const int Orders = 640;
    private const int Tickets = 120;

    public required RetailData Retail { get; init; }

    /// <summary>By order id.</summary>
    public required IReadOnlyDictionary<string, DateTimeOffset> OrderedAt { get; init; }

    public required IReadOnlyList<DemoTicket> TicketsOfCustomers { get; init; }

    /// <summary>Makes the data; the last orders are of the day before <paramref name="today"/>.</summary>
    public static DemoData Generate(DateOnly today)
    {
        var random = new SeededRandom(20_250_301);
        var midnight = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var products = DemoProducts.Generate(random);
        var users = DemoUsers.Generate(random, Customers);
        var orders = new DemoOrders(random, midnight, [.. products.Values]);

        foreach (var person in DemoCustomers.People)
        {
            foreach (var (orderId, status) in person.Orders)
            {
                orders.Add(users[person.CustomerId], orderId, status);
            }
        }

        var others = users.Values.Skip(DemoCustomers.People.Count).ToList();
        while (orders.Count < Orders)
        {
            orders.Add(random.Pick(others));
        }

        var byUser = orders.All.GroupBy(order => order.UserId).ToDictionary(group => group.Key, group => group.ToList());
        return new DemoData
        {
            Retail = new RetailData
            {
                Products = products,
                Users = users.ToDictionary(
                    pair => pair.Key,
                    pair => pair.Value with { Orders = [.. byUser.GetValueOrDefault(pair.Key, []).Select(order => order.OrderId)] }
                ),
                Orders = orders.All.ToDictionary(order => order.OrderId),
            },
            OrderedAt = orders.OrderedAt,
            TicketsOfCustomers = DemoTickets.Generate(random, orders.All, orders.OrderedAt, midnight, Tickets),
        };
    }
}
