using Services.Conversations.EventLog;
using Services.Gateway.Backplane;
using Services.Gateway.Metrics;
using Services.Gateway.Presence;
using Services.Gateway.Sessions;

namespace Services.Gateway.Feeds;

/// <summary>What every feed needs.</summary>
internal sealed record FeedServices(
    ISessionEventLog Log,
    SessionBackplane Backplane,
    PresenceTracker Presence,
    SocketNamespace Sockets,
    SessionDirectory Directory,
    GatewayMetrics Metrics,
    TimeProvider Time
);
