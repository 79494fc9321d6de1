using ServiceDefaults.Database;
using Services.Conversations.EventLog;
using Services.Messaging.Publishing;

namespace Services.Gateway.Errors;

/// <summary>
/// Faults of the stores and the broker, and deadlines that they missed: expected now and then, told to the client as <c>INTERNAL</c>, and
/// no bug.
/// </summary>
internal static class Faults
{
    public static bool IsOutage(Exception exception) =>
        exception is PublishFailedException or EventLogUnavailableException or OperationCanceledException
        || RedisOutage.Is(exception)
        || PostgresOutage.Is(exception);
}
