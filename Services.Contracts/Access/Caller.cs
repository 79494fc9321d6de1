namespace Services.Contracts.Access;

/// <summary>Who speaks, as their verified token says; travels with every turn so that tools can authorise.</summary>
public sealed record Caller
{
    /// <summary>The token's <c>sub</c>.</summary>
    public required string UserId { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>What they may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The customer this user is, in the business data (its <c>user_id</c>); null for staff.</summary>
    public string? CustomerId { get; init; }
}
