using Services.Contracts.Ids;

namespace Services.Contracts.Topology;

/// <summary>
/// Keys and channels in Redis. The session's id stands in braces so that, on a cluster, all keys of one session share a slot and a
/// script may touch them together.
/// </summary>
public static class RedisKeys
{
    /// <summary>Stream with the session's events; entry ids are <c>SEQ-0</c>.</summary>
    public static string Events(SessionId session) => $"session:{{{session}}}:events";

    /// <summary>The last sequence number given out in the session.</summary>
    public static string Sequence(SessionId session) => $"session:{{{session}}}:seq";

    /// <summary>Hash with the state of one reply: next chunk index, and whether it is complete.</summary>
    public static string Reply(SessionId session, TurnId turn) => $"session:{{{session}}}:reply:{turn}";

    /// <summary>Channel on which the session's events are published as they are appended.</summary>
    public static string Channel(SessionId session) => $"session:{{{session}}}:live";

    /// <summary>Set while a turn of the session is to be stopped; the value is a message id or <c>*</c>.</summary>
    public static string Cancel(SessionId session) => $"session:{{{session}}}:cancel";
}
