using Services.Contracts.Ids;

namespace Services.Gateway.Recovery;

/// <summary>How a client that came back is taken up.</summary>
/// <param name="AwaySince">Since when it has not heard who comes and goes (Unix ms, Redis' own).</param>
/// <param name="Memberships">What it follows, each from where the client is.</param>
/// <param name="Rooms">The rooms that it is in, by name.</param>
internal sealed record RecoveryPlan(
    long AwaySince,
    IReadOnlyList<RecoverableMembership> Memberships,
    IReadOnlyDictionary<string, SessionId> Rooms
);
