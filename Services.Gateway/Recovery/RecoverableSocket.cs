using Services.Contracts.Ids;

namespace Services.Gateway.Recovery;

/// <summary>What is kept of a socket.</summary>
/// <param name="SocketId">Its public id.</param>
/// <param name="LostAt">When its connection was lost; earlier, if that was not noticed at once (Unix ms, Redis' own).</param>
/// <param name="Memberships">What it followed.</param>
/// <param name="Rooms">The rooms that it was in, by the names that it gave them.</param>
internal sealed record RecoverableSocket(
    string SocketId,
    long LostAt,
    IReadOnlyList<RecoverableMembership> Memberships,
    IReadOnlyDictionary<string, SessionId> Rooms
);

/// <summary>A log that a socket followed.</summary>
/// <param name="Dialect">The prefix of the dialect's vocabulary.</param>
/// <param name="Session">The session.</param>
/// <param name="From">The number after which entries came.</param>
internal sealed record RecoverableMembership(string Dialect, SessionId Session, long From);
