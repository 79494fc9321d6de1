using Services.Contracts.Access;

namespace Services.Gateway.DemoUsers;

/// <summary>Somebody who can be signed in without a password, in development.</summary>
internal sealed record DemoUser
{
    /// <summary>What <c>POST /auth/token</c> takes.</summary>
    public required string User { get; init; }

    /// <summary>The token's subject.</summary>
    public required string Id { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>What they may do.</summary>
    public required Role Role { get; init; }

    /// <summary>The customer in the business data; null for staff.</summary>
    public string? CustomerId { get; init; }

    /// <summary>All orders of the account, as the assistant counts them; null for staff.</summary>
    public int? OrderCount { get; init; }

    /// <summary>Orders that are worth asking about: some of them.</summary>
    public IReadOnlyList<string> Orders { get; init; } = [];
}

/// <summary>A demo customer as the agents service tells it.</summary>
internal sealed record DemoCustomer
{
    public required string User { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string CustomerId { get; init; }

    public required int OrderCount { get; init; }

    public IReadOnlyList<string> SuggestedOrders { get; init; } = [];
}

/// <summary><c>POST /auth/token</c>.</summary>
internal sealed record TokenRequest
{
    public string? User { get; init; }
}

/// <summary>Its answer.</summary>
internal sealed record TokenResponse
{
    public required string Token { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required DemoUser User { get; init; }
}
