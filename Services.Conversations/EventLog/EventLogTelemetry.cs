using System.Diagnostics;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;

namespace Services.Conversations.EventLog;

/// <summary>Spans of the log's calls; the Redis client has no instrumentation of its own.</summary>
internal static class EventLogTelemetry
{
    private static readonly ActivitySource Source = new(ActivitySources.Conversations);

    /// <summary>
    /// A client span under the current one. Without a current one there is none: a poll of a background loop is no trace.
    /// </summary>
    public static Activity? Start(string operation, SessionId session)
    {
        if (Activity.Current is null)
        {
            return null;
        }

        var activity = Source.StartActivity($"{operation} session events", ActivityKind.Client);
        activity?.SetTag(AttributeNames.DatabaseSystem, "redis");
        activity?.SetTag(AttributeNames.DatabaseOperation, operation);
        activity?.SetTag(AttributeNames.ConversationId, session.ToString());
        return activity;
    }
}
