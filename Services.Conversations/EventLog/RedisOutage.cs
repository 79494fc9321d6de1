using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>What counts as Redis being out of reach, which passes, as opposed to a command that is wrong.</summary>
public static class RedisOutage
{
    /// <summary>How the replies of a server begin that is up but does not serve yet, or does not take writes at the moment.</summary>
    private static readonly string[] Unready =
    [
        "LOADING",
        "READONLY",
        "MASTERDOWN",
        "CLUSTERDOWN",
        "TRYAGAIN",
        "NOREPLICAS",
        "MISCONF",
        "BUSY ",
    ];

    /// <summary>True when the same call may succeed later: no connection, no answer in time, or a server that is not ready.</summary>
    public static bool Is(Exception exception) =>
        exception is RedisConnectionException or TimeoutException
        || (exception is RedisServerException server && IsUnready(server.Message));

    private static bool IsUnready(string message) => Unready.Any(prefix => message.StartsWith(prefix, StringComparison.Ordinal));
}
