using Services.Contracts.Ids;

namespace Services.Contracts.Topology;

/// <summary>
/// Keys and channels in Redis. The session's id stands in braces so that, on a cluster, all keys of one session share a slot and a
/// script may touch them together.
/// </summary>
public static class RedisKeys
{
    /// <summary>Stream with the session's events; entry ids are <c>SEQ-0</c>.</summary>
    public static string Events(SessionId session) => $"session:{{{session.Value}}}:events";

    /// <summary>The last sequence number given out in the session.</summary>
    public static string Sequence(SessionId session) => $"session:{{{session.Value}}}:seq";

    /// <summary>Hash with the state of one reply: next chunk index, and whether it is complete.</summary>
    public static string Reply(SessionId session, TurnId turn) => $"session:{{{session.Value}}}:reply:{turn.Value}";

    /// <summary>Set while a person has the session: nothing is appended to replies.</summary>
    public static string Silence(SessionId session) => $"session:{{{session.Value}}}:silence";

    /// <summary>Channel on which the session's events are published as they are appended.</summary>
    public static string Channel(SessionId session) => $"session:{{{session.Value}}}:live";

    /// <summary>The value of <see cref="Cancel"/> that stops whatever runs or waits.</summary>
    public const string CancelAll = "*";

    /// <summary>
    /// How long <see cref="Cancel"/> is kept. What is left of it tells when the user asked, so writer and reader must agree on it.
    /// </summary>
    public static readonly TimeSpan CancelLifetime = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Set while turns of the session are to be stopped; the value is <see cref="CancelAll"/>, or message ids with blanks between.
    /// </summary>
    public static string Cancel(SessionId session) => $"session:{{{session.Value}}}:cancel";

    /// <summary>How many <see cref="Signals"/> channels there are. All gateways must agree on it.</summary>
    public const int SignalLanes = 16;

    /// <summary>
    /// Channel for what concerns a session but is in no log: typing, presence, calls, and the packets of its room. Sessions share a few of
    /// them: every gateway listens to all, so that a session costs no channel of its own for what is seldom said.
    /// </summary>
    public static string Signals(SessionId session) => SignalLane(LaneOf(session));

    /// <summary>The channel of a lane, 0 to <see cref="SignalLanes"/> - 1.</summary>
    public static string SignalLane(int lane) => $"gateway:signals:{lane}";

    /// <summary>Stream with the newest packets of the session's room; entry ids are <c>SEQ-0</c>.</summary>
    public static string RoomLog(SessionId session) => $"rooms:{{{session.Value}}}:log";

    /// <summary>The last sequence number given out in the session's room.</summary>
    public static string RoomSequence(SessionId session) => $"rooms:{{{session.Value}}}:seq";

    /// <summary>The number of the newest event of the session that was relayed to its room.</summary>
    public static string RoomRelayed(SessionId session) => $"rooms:{{{session.Value}}}:relayed";

    /// <summary>Set while a message of the session's room must not be written again.</summary>
    public static string RoomClaim(SessionId session, string claim) => $"rooms:{{{session.Value}}}:claim:{claim}";

    /// <summary>Sorted set with who is in the session and who came and went lately; what stands in it is the gateway's business.</summary>
    public static string Presence(SessionId session) => $"session:{{{session.Value}}}:presence";

    /// <summary>
    /// Hash with what is needed to take up a client that comes back after a broken connection, by its socket's private id.
    /// </summary>
    public static string RecoverableSocket(string privateId) => $"gateway:recoverable:{privateId}";

    /// <summary>Channel on which gateways hear that a client has come back to another one: <c>INSTANCE PRIVATE_ID</c>.</summary>
    public const string ReplacedSockets = "gateway:replaced";

    /// <summary>The address of the gateway whose session ids begin with the tag; expires unless that gateway repeats it.</summary>
    public static string GatewayInstance(string tag) => $"gateway:instance:{tag}";

    /// <summary>Written by gateways to see whether Redis takes anything.</summary>
    public const string Probe = "gateway:probe";

    /// <summary>Channel on which every gateway hears what is to be told to all clients.</summary>
    public const string Alerts = "gateway:alerts";

    /// <summary>Channel on which every gateway hears of sessions that were made or have ended, for their owners' connections.</summary>
    public const string SessionNotices = "gateway:sessions";

    /// <summary>Channel on which every gateway hears of approvals that wait for staff, for the connections of staff.</summary>
    public const string StaffApprovals = "gateway:staff-approvals";

    /// <summary>By the id's last byte, which is random in every version of UUID that is made here.</summary>
    private static int LaneOf(SessionId session)
    {
        Span<byte> bytes = stackalloc byte[16];
        session.Value.TryWriteBytes(bytes);
        return bytes[15] % SignalLanes;
    }
}
