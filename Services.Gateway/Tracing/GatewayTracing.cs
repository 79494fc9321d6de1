using System.Diagnostics;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;
using Services.Conversations.EventLog;
using Services.Gateway.Errors;

namespace Services.Gateway.Tracing;

/// <summary>The gateway's spans.</summary>
internal static class GatewayTracing
{
    private static readonly ActivitySource Source = new(ActivitySources.Gateway);

    /// <summary>
    /// A client's request over a socket: the root of a trace of its own. The span of the upgrade request lives as long as the connection,
    /// so it is linked to and is no parent.
    /// </summary>
    public static Activity? StartRequest(string name, Caller caller)
    {
        ActivityLink[] links = Activity.Current is { } upgrade ? [new ActivityLink(upgrade.Context)] : [];
        Activity.Current = null;
        var activity = Source.StartActivity(name, ActivityKind.Server, default(ActivityContext), links: links);
        activity?.SetTag("user.id", caller.UserId);
        return activity;
    }

    /// <summary>The last hop of a turn: a span under the worker's that wrote the entry.</summary>
    public static Activity? StartDelivery(SessionId session, LogEntry entry)
    {
        if (entry.Name != EventNames.MessageComplete || !ActivityContext.TryParse(entry.TraceParent, null, isRemote: true, out var parent))
        {
            return null;
        }

        Activity.Current = null;
        var activity = Source.StartActivity("deliver message:complete", ActivityKind.Internal, parent);
        activity?.SetTag(AttributeNames.ConversationId, session.ToString());
        activity?.SetTag("switchboard.log.seq", entry.Seq);
        return activity;
    }

    public static void SetSession(SessionId session) => Activity.Current?.SetTag(AttributeNames.ConversationId, session.ToString());

    public static void SetError(GatewayError error)
    {
        Activity.Current?.SetTag(AttributeNames.ErrorType, error.Code);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, error.Message);
    }
}
