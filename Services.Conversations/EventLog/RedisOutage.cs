using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>What counts as Redis being out of reach, which passes, as opposed to a command that is wrong.</summary>
public static class RedisOutage
{
    /// <summary>
    /// True when the same call may succeed later: no connection, no answer in time, or a server that does not serve, or not this client,
    /// just now.
    /// </summary>
    public static bool Is(Exception exception) =>
        exception is RedisConnectionException or TimeoutException || (exception is RedisServerException reply && Passes(reply.Kind));

    private static bool Passes(RedisErrorKind kind) =>
        kind
            is RedisErrorKind.ConnectionFault
                or RedisErrorKind.Timeout
                or RedisErrorKind.Loading
                or RedisErrorKind.ReadOnly
                or RedisErrorKind.MasterDown
                or RedisErrorKind.ClusterDown
                or RedisErrorKind.TryAgain
                or RedisErrorKind.NoReplicas
                or RedisErrorKind.Misconfigured
                or RedisErrorKind.OutOfMemory
                or RedisErrorKind.MaxClients
                or RedisErrorKind.Busy
                or RedisErrorKind.NoAuth
                or RedisErrorKind.WrongPass
                or RedisErrorKind.NoPermission;
}
