using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Sessions;

namespace Services.Gateway.Subscriptions;

/// <summary>How many sessions a socket may be subscribed to at once. Asked before anything is made or changed for a request.</summary>
internal sealed class SubscriptionLimit(IOptions<SessionLimitOptions> options)
{
    private readonly int _most = options.Value.MaxFollowedPerSocket;

    /// <summary>Null if the client may subscribe to the session, which is null if it is yet to be made.</summary>
    public GatewayError? Check(SocketClient client, EventEncoder encoder, SessionId? session)
    {
        var subscriptions = client.Subscriptions;
        if (_most == 0 || subscriptions.Count < _most || (session is { } id && client.FindSubscription(encoder, id) is { HasEnded: false }))
        {
            return null;
        }

        return subscriptions.Count(static subscription => !subscription.HasEnded) < _most ? null : GatewayError.TooManySessions;
    }
}
