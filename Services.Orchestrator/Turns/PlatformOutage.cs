using Npgsql;
using Services.Conversations.EventLog;
using Services.Messaging.Publishing;
using StackExchange.Redis;

namespace Services.Orchestrator.Turns;

/// <summary>Tells a store or the broker being out of reach, which passes, from a turn that cannot be worked on.</summary>
internal static class Outage
{
    public static bool Is(Exception exception) =>
        exception
            is EventLogUnavailableException
                or PublishFailedException
                or RedisConnectionException
                or TimeoutException
                or NpgsqlException { IsTransient: true };
}
