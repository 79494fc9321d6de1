namespace Services.Evals.Suites;

/// <summary>Orders that a scenario can ask for.</summary>
internal static class SuiteOrders
{
    /// <summary>Their states, in the words of the platform's replies.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
    ["pending", "processed", "delivered", "cancelled", "pending (item modified)", "return requested", "exchange requested"];
}
