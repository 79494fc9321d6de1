namespace Services.Contracts.Agents;

/// <summary>The agents a turn can be routed to.</summary>
public static class AgentNames
{
    /// <summary>Accounts: who the customer is, addresses, payment methods.</summary>
    public const string Customer = "customer";

    /// <summary>Orders: status, cancellation, changes, returns, exchanges, products.</summary>
    public const string Order = "order";

    /// <summary>Problems, complaints and tickets, small talk, hand-over to people.</summary>
    public const string Support = "support";

    /// <summary>Questions over many orders: counts, spending, revenue.</summary>
    public const string Analytics = "analytics";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Customer, Order, Support, Analytics];
}
