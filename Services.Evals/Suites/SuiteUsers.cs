namespace Services.Evals.Suites;

/// <summary>Names in <see cref="Scenario.As"/> that are no user's.</summary>
internal static class SuiteUsers
{
    /// <summary>Any demo customer.</summary>
    public const string AnyCustomer = "customer";
}
