namespace Services.Gateway.Recovery;

/// <summary>A socket of which Redis is to know.</summary>
/// <param name="PrivateId">What its client shows when it comes back.</param>
/// <param name="UserId">Its user.</param>
/// <param name="SocketId">Its public id.</param>
internal readonly record struct NewSocket(string PrivateId, string UserId, string SocketId);
