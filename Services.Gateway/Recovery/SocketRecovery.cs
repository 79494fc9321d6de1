using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Instances;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using StackExchange.Redis;

namespace Services.Gateway.Recovery;

/// <summary>
/// Recovers clients that come back after a broken connection, on whichever gateway: the same socket id, the same sessions, and of each
/// exactly what the client has not had. The connection that it had before is cut, wherever it is, should it still be thought alive.
/// </summary>
internal sealed partial class SocketRecovery(
    RecoveryStore store,
    ISessionEventLog log,
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    GatewayMetrics metrics,
    IOptions<RecoveryOptions> options,
    TimeProvider time,
    ILogger<SocketRecovery> logger
) : BackgroundService
{
    private const int MaxIdLength = 64;
    private const int RefreshBatch = 256;
    private const int CheckedPage = 512;

    private readonly ConcurrentDictionary<string, SocketIoSocket> _sockets = new(StringComparer.Ordinal);

    public bool IsEnabled => options.Value.Enabled;

    /// <summary>
    /// Decides on a client that shows the private id of an earlier socket; null makes it a new one. An outage is an exception: what Redis
    /// does not tell now it tells later, and the client can wait for it.
    /// </summary>
    public async ValueTask<SocketIoRecovered?> RecoverAsync(
        object? state,
        string privateId,
        string? offset,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await TryRecoverAsync((SocketClient)state!, privateId, offset, cancellationToken);
        }
        catch (Exception failure) when (!Faults.IsOutage(failure))
        {
            metrics.RecoveryDecided("failed");
            LogFailed(failure, ((SocketClient)state!).Caller.UserId);
            return null;
        }
    }

    /// <summary>
    /// Whether a client shows the private id of an earlier socket of the same user: it comes back, and is no additional connection. True
    /// as well while Redis is away, when nobody is turned away.
    /// </summary>
    public async ValueTask<bool> IsReturningAsync(JsonElement auth, Caller caller, CancellationToken cancellationToken)
    {
        if (
            !IsEnabled
            || !auth.TryGetProperty("pid"u8, out var given)
            || given.ValueKind != JsonValueKind.String
            || given.GetString() is not { Length: > 0 and <= MaxIdLength } privateId
        )
        {
            return false;
        }

        try
        {
            return await store.IsOwnedByAsync(privateId, caller.UserId, cancellationToken);
        }
        catch (EventLogUnavailableException)
        {
            return true;
        }
    }

    private async ValueTask<SocketIoRecovered?> TryRecoverAsync(
        SocketClient client,
        string privateId,
        string? offset,
        CancellationToken cancellationToken
    )
    {
        if (privateId.Length > MaxIdLength || OffsetFormat.Parse(offset) is not { } offsets)
        {
            return null;
        }

        if (await store.ClaimAsync(privateId, client.Caller.UserId, cancellationToken) is not { } known)
        {
            metrics.RecoveryDecided("unknown");
            return null;
        }

        await DisconnectEarlierAsync(privateId);
        List<RecoverableSubscription> subscriptions = [];
        foreach (var subscription in known.Subscriptions)
        {
            var from = Math.Max(subscription.From, offsets.GetValueOrDefault(TagOf(subscription), subscription.From));
            if (!await IsCompleteAsync(subscription, from, cancellationToken))
            {
                metrics.RecoveryDecided("expired");
                return null;
            }

            subscriptions.Add(subscription with { From = from });
        }

        metrics.RecoveryDecided("recovered");
        return new SocketIoRecovered(known.SocketId, offset, new RecoveryPlan(known.LostAt, subscriptions, known.Rooms));
    }

    /// <summary>The socket has joined.</summary>
    public void OnConnected(SocketIoSocket socket)
    {
        if (socket.RecoveryId is not { } privateId)
        {
            return;
        }

        _sockets[privateId] = socket;
        if (socket.Recovered is null)
        {
            store.Add(privateId, socket.GetState<SocketClient>().Caller.UserId, socket.Id);
        }
    }

    /// <summary>The socket is gone.</summary>
    public void OnDisconnected(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        if (socket.RecoveryId is { } privateId && _sockets.TryRemove(KeyValuePair.Create(privateId, socket)))
        {
            store.Release(
                privateId,
                isFinal: reason is SocketIoDisconnectReason.ClientLeft or SocketIoDisconnectReason.ServerDisconnected,
                isPrompt: reason is SocketIoDisconnectReason.TransportClosed or SocketIoDisconnectReason.ServerClosed
            );
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsEnabled)
        {
            return;
        }

        redis.GetSubscriber().Subscribe(Channel, OnReplaced, CommandFlags.FireAndForget);
        using var timer = new PeriodicTimer(options.Value.RefreshInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var ids in _sockets.Select(static socket => socket.Key).Chunk(RefreshBatch))
                {
                    store.Refresh(ids);
                    await Task.Yield();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops; its clients come back to another one.
        }
    }

    private static RedisChannel Channel => new(RedisKeys.ReplacedSockets, RedisChannel.PatternMode.Literal);

    private static string TagOf(RecoverableSubscription subscription) => OffsetFormat.TagOf(subscription.Dialect, subscription.Session);

    /// <summary>Cuts the client's earlier connection, here or elsewhere.</summary>
    private async Task DisconnectEarlierAsync(string privateId)
    {
        if (_sockets.TryRemove(privateId, out var earlier))
        {
            earlier.Abandon();
        }

        await redis
            .GetSubscriber()
            .PublishAsync(Channel, Encoding.ASCII.GetBytes($"{instance.Id} {privateId}"), CommandFlags.FireAndForget);
    }

    private void OnReplaced(RedisChannel channel, RedisValue value)
    {
        var message = value.ToString();
        if (
            message.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space
            && !message.AsSpan(0, space).SequenceEqual(instance.Id)
            && _sockets.TryRemove(message[(space + 1)..], out var earlier)
        )
        {
            earlier.Abandon();
        }
    }

    /// <summary>
    /// Whether the log has everything after a number, without a hole, up to the last number that it gave out. It has not if it was begun
    /// anew, or put back to an older copy: then the client is ahead of it, or numbers are missing in between.
    /// </summary>
    private async Task<bool> IsCompleteAsync(RecoverableSubscription subscription, long from, CancellationToken cancellationToken)
    {
        var last = await log.LastSeqAsync(subscription.Session, cancellationToken);
        var reached = from;
        while (reached < last)
        {
            var page = await log.ReadAsync(subscription.Session, reached, CheckedPage, cancellationToken);
            if (page.Count == 0)
            {
                return false;
            }

            foreach (var entry in page)
            {
                if (entry.Seq != ++reached)
                {
                    return false;
                }
            }
        }

        return from <= last;
    }

    [LoggerMessage(LogLevel.Error, "A socket of {UserId} could not be recovered; its client joins anew.")]
    private partial void LogFailed(Exception failure, string userId);
}
