using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Gateway.Delivery;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;

namespace Services.Gateway.Subscriptions;

/// <summary>How many sessions a socket follows at once. Asked before anything is made or changed for a request.</summary>
internal sealed class FollowLimit(IOptions<SessionLimits> options)
{
    private readonly int _most = options.Value.MaxFollowedPerSocket;

    /// <summary>Null if the client may follow the session, which is null if it is yet to be made.</summary>
    public GatewayError? Refuse(SocketClient client, Vocabulary vocabulary, SessionId? session)
    {
        var memberships = client.Memberships;
        if (
            _most == 0
            || memberships.Count < _most
            || (session is { } id && memberships.TryGetValue((vocabulary, id), out var known) && !known.HasEnded)
        )
        {
            return null;
        }

        return memberships.Values.Count(static membership => !membership.HasEnded) < _most ? null : GatewayError.TooManySessions;
    }
}
