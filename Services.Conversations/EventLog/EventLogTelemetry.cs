using System.Diagnostics;
using System.Diagnostics.Metrics;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;

namespace Services.Conversations.EventLog;

/// <summary>Spans and figures of the log's calls; the Redis client has no instrumentation of its own.</summary>
internal static class EventLogTelemetry
{
    /// <summary>The counter of logs that begin with a large number because of a fault.</summary>
    public const string NotBegunName = "switchboard.log.not_begun";

    private static readonly ActivitySource Source = new(ActivitySources.Conversations);
    private static readonly Meter Meter = new(ActivitySources.Conversations);
    private static readonly Counter<long> NotBegun = Meter.CreateCounter<long>(
        NotBegunName,
        "{session}",
        "Logs of new sessions whose first number Redis did not take, by the type of the fault."
    );

    /// <summary>A log's first number was not set.</summary>
    public static void CountNotBegun(Exception failure) =>
        NotBegun.Add(1, new KeyValuePair<string, object?>(AttributeNames.ErrorType, failure.GetType().Name));

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
