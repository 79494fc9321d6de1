using System.Diagnostics.Metrics;
using Services.Contracts.Telemetry;
using Services.Gateway.Access;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.Outages;
using Services.Gateway.Sessions;

namespace Services.Gateway.Health;

/// <summary>
/// How the gateway is at this moment, for people as JSON and for Prometheus as gauges. Rooms are counted, not named: a label for each would
/// be a series for each.
/// </summary>
internal sealed class GatewayFigures(
    GatewayMetrics metrics,
    ConnectionRegistry connections,
    SessionFeeds feeds,
    SessionDirectory directory,
    ModelMonitor model,
    OutageNotifier outage,
    TimeProvider time
) : IHostedService, IDisposable
{
    private readonly Meter _meter = new(ActivitySources.Gateway);
    private readonly long _started = time.GetTimestamp();

    public MetricsResponse Read()
    {
        var rooms = Rooms();
        return new MetricsResponse
        {
            TotalConnections = connections.Connections,
            UniqueUsers = connections.Users,
            CachedSessions = directory.CachedCount,
            ActiveRooms = rooms.Open,
            ModelHealthy = model.IsHealthy,
            Uptime = Math.Round(time.GetElapsedTime(_started).TotalSeconds, 3),
            ConnectionsEver = metrics.ConnectionsEver,
            MessagesPerMinute = metrics.MessagesPerMinute,
            Rooms = rooms,
        };
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Observe("users", "{user}", "Users with an open connection.", () => connections.Users);
        Observe("cached_sessions", "{session}", "Sessions that are known without asking the database.", () => directory.CachedCount);
        Observe("rooms", "{room}", "Sessions with a member here.", () => feeds.Count);
        Observe("room.members", "{member}", "Members of all rooms.", () => Rooms().Members);
        Observe("room.largest", "{member}", "Members of the largest room.", () => Rooms().Largest);
        Observe("models.reachable", "", "1 while the agents, and with them the models, can be reached.", () => model.IsHealthy ? 1 : 0);
        Observe("redis.away", "", "1 while Redis is away and the clients know it.", () => outage.IsAway ? 1 : 0);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _meter.Dispose();

    private RoomFigures Rooms()
    {
        var members = feeds.All.Select(static feed => feed.SubscriberCount).ToList();
        return new RoomFigures
        {
            Open = members.Count,
            Members = members.Sum(),
            Largest = members.DefaultIfEmpty().Max(),
        };
    }

    private void Observe(string name, string unit, string description, Func<int> read) =>
        _meter.CreateObservableGauge($"switchboard.gateway.{name}", read, unit, description);
}
