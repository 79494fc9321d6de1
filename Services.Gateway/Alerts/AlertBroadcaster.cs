using System.Text.Json;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;
using StackExchange.Redis;

namespace Services.Gateway.Alerts;

/// <summary>Tells all Socket.IO clients of all gateways. Every gateway listens from its start on, through restarts of Redis.</summary>
internal sealed partial class AlertBroadcaster(
    IConnectionMultiplexer redis,
    SocketNamespace sockets,
    TimeProvider time,
    ILogger<AlertBroadcaster> logger
) : IHostedService
{
    private static readonly RedisChannel Channel = new(RedisKeys.Alerts, RedisChannel.PatternMode.Literal);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Hands the alert to the gateways; returns how many heard it.</summary>
    public Task<long> PublishAsync(Alert alert, CancellationToken cancellationToken) =>
        redis
            .GetSubscriber()
            .PublishAsync(Channel, JsonSerializer.SerializeToUtf8Bytes(alert, AlertsJson.Default.Alert))
            .WaitAsync(Timeout, time, cancellationToken);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Channel, (_, alert) => Broadcast(alert)).WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            // The client subscribes by itself once Redis is there.
            LogNotYet(failure.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Broadcast(RedisValue alert)
    {
        if (alert.IsNull)
        {
            return;
        }

        LogTold(sockets.Namespace.EmitRawToAll(Alert.Event, (byte[])alert!));
    }

    [LoggerMessage(LogLevel.Warning, "Alerts are not heard yet: {Cause}")]
    private partial void LogNotYet(string cause);

    [LoggerMessage(LogLevel.Information, "An alert was told to {Clients} clients.")]
    private partial void LogTold(int clients);
}
