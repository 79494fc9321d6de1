using Npgsql;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.Handovers;

namespace Services.Agents.Tools.Writes;

/// <summary>What a write works with.</summary>
/// <param name="Connection">A connection inside the write's transaction.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="SessionId">The conversation.</param>
/// <param name="Handovers">Where conversations are handed to people.</param>
/// <param name="Now">The time of the write.</param>
internal sealed record WriteContext(
    NpgsqlConnection Connection,
    Caller Caller,
    SessionId SessionId,
    IHandoverStore Handovers,
    DateTimeOffset Now
);
