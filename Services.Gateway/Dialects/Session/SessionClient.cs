using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Delivery;

namespace Services.Gateway.Dialects.Session;

/// <summary>What is kept with a socket of the session dialect. Used by one handler at a time.</summary>
internal sealed class SessionClient(Caller caller)
{
    public Caller Caller => caller;

    /// <summary>The sessions that the socket follows.</summary>
    public Dictionary<SessionId, FeedMembership> Memberships { get; } = [];
}
