using Services.Contracts.Ids;
using Services.Gateway.Delivery;

namespace Services.Gateway.Subscriptions;

/// <summary>A room that a socket is in.</summary>
/// <param name="Session">The room's session.</param>
/// <param name="Name">Its Socket.IO room.</param>
/// <param name="Membership">The socket's place in it.</param>
internal sealed record RoomPlace(SessionId Session, string Name, FeedMembership Membership);
