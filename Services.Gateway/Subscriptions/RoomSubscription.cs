using Services.Contracts.Ids;
using Services.Gateway.Feeds;

namespace Services.Gateway.Subscriptions;

/// <summary>A room that a socket is in.</summary>
/// <param name="Session">The room's session.</param>
/// <param name="Name">Its Socket.IO room.</param>
/// <param name="Subscription">The socket's subscription to it.</param>
internal sealed record RoomSubscription(SessionId Session, string Name, Subscription Subscription);
