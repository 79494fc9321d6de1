using Services.Contracts.Ids;

namespace Services.Gateway.Recovery;

/// <summary>How a client that came back resumes.</summary>
/// <param name="AwaySince">Since when it has not heard who comes and goes (Unix ms, Redis' own).</param>
/// <param name="Subscriptions">What it is subscribed to, each from where the client is.</param>
/// <param name="Rooms">The rooms that it is in, by name.</param>
internal sealed record RecoveryPlan(
    long AwaySince,
    IReadOnlyList<RecoverableSubscription> Subscriptions,
    IReadOnlyDictionary<string, SessionId> Rooms
);
