namespace Turns.Bench.Clients;

/// <summary>Somebody who can be signed in without a password, in development.</summary>
internal sealed record DemoUser
{
    public const string Customer = "customer";

    public required string User { get; init; }

    public required string Role { get; init; }

    /// <summary>Orders that are worth asking about.</summary>
    public IReadOnlyList<string> Orders { get; init; } = [];
}

/// <summary><c>POST /auth/token</c>.</summary>
internal sealed record TokenRequest(string User);

/// <summary>Its answer.</summary>
internal sealed record TokenAnswer(string Token);
