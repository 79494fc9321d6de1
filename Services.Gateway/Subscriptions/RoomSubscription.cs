using Services.Contracts.Ids;
using Services.Gateway.Feeds;

namespace Services.Gateway.Subscriptions;

/// <summary>A room that a socket is in.</summary>
/// <param name="RoomId">The name that the socket gave it.</param>
/// <param name="Subscription">The socket's subscription to it.</param>
internal sealed record RoomSubscription(string RoomId, Subscription Subscription)
{
    /// <summary>The room's session.</summary>
    public SessionId Session => Subscription.Session;
}
