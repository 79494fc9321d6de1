using Services.Retail;

namespace Services.Agents.Data.Seeding;

/// <summary>The customers one can sign in as in a demo: fixed names, and the orders that each has for certain.</summary>
internal static class DemoCustomers
{
    /// <summary>A demo customer.</summary>
    /// <param name="Login">What is typed to sign in.</param>
    /// <param name="FirstName">The first name.</param>
    /// <param name="LastName">The last name.</param>
    /// <param name="CustomerId">The user id in the business data.</param>
    /// <param name="Orders">Orders the customer has for certain.</param>
    internal sealed record Person(
        string Login,
        string FirstName,
        string LastName,
        string CustomerId,
        IReadOnlyList<(string OrderId, OrderStatus Status)> Orders
    );

    public static IReadOnlyList<Person> People { get; } =
    [
        new(
            "demo",
            "Nora",
            "Lindgren",
            "nora_lindgren_1001",
            [
                ("#W1000101", OrderStatus.Pending),
                ("#W1000102", OrderStatus.Delivered),
                ("#W1000103", OrderStatus.Processed),
                ("#W1000104", OrderStatus.Pending),
            ]
        ),
        new("mateo", "Mateo", "Duarte", "mateo_duarte_1002", [("#W1000201", OrderStatus.Pending), ("#W1000202", OrderStatus.Delivered)]),
        new(
            "priya",
            "Priya",
            "Iyer",
            "priya_iyer_1003",
            [("#W1000301", OrderStatus.Delivered), ("#W1000302", OrderStatus.Pending), ("#W1000303", OrderStatus.Cancelled)]
        ),
        new("jonas", "Jonas", "Vogel", "jonas_vogel_1004", [("#W1000401", OrderStatus.Processed), ("#W1000402", OrderStatus.Pending)]),
        new("amara", "Amara", "Okafor", "amara_okafor_1005", [("#W1000501", OrderStatus.Pending), ("#W1000502", OrderStatus.Delivered)]),
    ];
}
