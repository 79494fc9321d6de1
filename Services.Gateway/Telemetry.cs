using System.Diagnostics;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;

namespace Services.Gateway;

/// <summary>The gateway's spans.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new(ActivitySources.Gateway);

    /// <summary>
    /// A client's request over a socket: the root of a trace of its own. The span of the upgrade request lives as long as the connection, so it
    /// is linked to and is no parent.
    /// </summary>
    public static Activity? StartRequest(string name, Caller caller)
    {
        ActivityLink[] links = Activity.Current is { } upgrade ? [new ActivityLink(upgrade.Context)] : [];
        Activity.Current = null;
        var activity = Source.StartActivity(name, ActivityKind.Server, default(ActivityContext), links: links);
        activity?.SetTag("user.id", caller.UserId);
        return activity;
    }

    public static void SetSession(SessionId session) => Activity.Current?.SetTag(AttributeNames.ConversationId, session.ToString());

    public static void SetError(GatewayError error)
    {
        Activity.Current?.SetTag(AttributeNames.ErrorType, error.Code);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, error.Message);
    }
}
