namespace Services.Evals.Evaluators.Groundedness;

/// <summary>A checkable part of a statement.</summary>
internal abstract record Claim
{
    private Claim() { }

    /// <summary>An order, ticket, tracking, item or product number, or an e-mail address: has to occur as it is.</summary>
    public sealed record Text(string Value) : Claim;

    /// <summary>A name: each of its words has to occur, since records keep first and last names apart.</summary>
    public sealed record Name(IReadOnlyList<string> Words) : Claim;

    /// <summary>An amount or a count: has to equal a number of the sources.</summary>
    public sealed record Number(decimal Value) : Claim;

    /// <summary>What remains of two amounts: has to equal the difference of two numbers of the sources.</summary>
    public sealed record Difference(decimal Value) : Claim;

    /// <summary>A day; without a year it has to match day and month.</summary>
    public sealed record Day(int? Year, int Month, int DayOfMonth) : Claim;

    /// <summary>An order's state that is asserted, not merely mentioned.</summary>
    public sealed record Status(string Value) : Claim;

    /// <summary>Something is said to have been done.</summary>
    public sealed record Action(string Verb) : Claim;
}
