using ServiceDefaults.Database;
using Services.Conversations.EventLog;
using Services.Messaging.Publishing;

namespace Services.Orchestrator.Turns;

/// <summary>Tells a store or the broker being out of reach, which passes, from a turn that cannot be worked on.</summary>
internal static class PlatformOutage
{
    public static bool Is(Exception exception) =>
        exception is EventLogUnavailableException or PublishFailedException or LeaseLostException
        || RedisOutage.Is(exception)
        || PostgresOutage.Is(exception);
}
