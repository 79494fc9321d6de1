using Npgsql;
using Services.Conversations.EventLog;
using Services.Messaging.Publishing;
using StackExchange.Redis;

namespace Services.Gateway.Errors;

/// <summary>Faults of the stores and the broker: expected now and then, told to the client as <c>INTERNAL</c>, and no bug.</summary>
internal static class Faults
{
    public static bool IsOutage(Exception exception) =>
        exception
            is PublishFailedException
                or EventLogUnavailableException
                or NpgsqlException
                or RedisException
                or TimeoutException
                or OperationCanceledException;
}
