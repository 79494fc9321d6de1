using Services.Contracts.Ids;

namespace Services.Gateway.Recovery;

/// <summary>What is kept of a socket.</summary>
/// <param name="SocketId">Its public id.</param>
/// <param name="LostAt">When its connection was lost; earlier, if that was not noticed at once (Unix ms, Redis' own).</param>
/// <param name="Subscriptions">What it was subscribed to.</param>
/// <param name="Rooms">The rooms that it was in, by the names that it gave them.</param>
internal sealed record RecoverableSocket(
    string SocketId,
    long LostAt,
    IReadOnlyList<RecoverableSubscription> Subscriptions,
    IReadOnlyDictionary<string, SessionId> Rooms
);

/// <summary>A log that a socket was subscribed to.</summary>
/// <param name="Dialect">The prefix of the dialect's event encoder.</param>
/// <param name="Session">The session.</param>
/// <param name="From">The number after which entries came.</param>
internal sealed record RecoverableSubscription(string Dialect, SessionId Session, long From);
