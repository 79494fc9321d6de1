using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Delivery;
using Services.Gateway.Errors;
using Services.Gateway.Instances;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using StackExchange.Redis;

namespace Services.Gateway.Recovery;

/// <summary>
/// Takes up clients that come back after a broken connection, on whichever gateway: the same socket id, the same sessions, and of each
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
    private const int RefreshedAtOnce = 256;

    private readonly ConcurrentDictionary<string, SocketIoSocket> _held = new(StringComparer.Ordinal);

    public bool IsEnabled => options.Value.Enabled;

    /// <summary>
    /// Decides on a client that shows the private id of an earlier socket; null makes it a new one. An outage is an exception: what Redis
    /// does not tell now it tells later, and the client can wait for it.
    /// </summary>
    public async ValueTask<SocketIoRecovered?> DecideAsync(
        object? state,
        string privateId,
        string? offset,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await RecoverAsync((SocketClient)state!, privateId, offset, cancellationToken);
        }
        catch (Exception failure) when (!Faults.IsOutage(failure))
        {
            metrics.RecoveryDecided("failed");
            LogFailed(failure, ((SocketClient)state!).Caller.UserId);
            return null;
        }
    }

    /// <summary>
    /// Whether a client shows the private id of an earlier socket of the same user: it comes back, and takes no place that it had not. True
    /// as well while Redis is away, when nobody is turned away.
    /// </summary>
    public async ValueTask<bool> ComesBackAsync(JsonElement auth, Caller caller, CancellationToken cancellationToken)
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
            return await store.IsOfAsync(privateId, caller.UserId, cancellationToken);
        }
        catch (EventLogUnavailableException)
        {
            return true;
        }
    }

    private async ValueTask<SocketIoRecovered?> RecoverAsync(
        SocketClient client,
        string privateId,
        string? offset,
        CancellationToken cancellationToken
    )
    {
        if (privateId.Length > MaxIdLength || Place.Parse(offset) is not { } places)
        {
            return null;
        }

        if (await store.ClaimAsync(privateId, client.Caller.UserId, cancellationToken) is not { } known)
        {
            metrics.RecoveryDecided("unknown");
            return null;
        }

        await ReplaceAsync(privateId);
        List<RecoverableMembership> memberships = [];
        foreach (var membership in known.Memberships)
        {
            var from = Math.Max(membership.From, places.GetValueOrDefault(TagOf(membership), membership.From));
            if (!await IsCompleteAsync(membership, from, cancellationToken))
            {
                metrics.RecoveryDecided("expired");
                return null;
            }

            memberships.Add(membership with { From = from });
        }

        metrics.RecoveryDecided("recovered");
        return new SocketIoRecovered(known.SocketId, offset, new RecoveryPlan(known.LostAt, memberships, known.Rooms));
    }

    /// <summary>The socket has joined.</summary>
    public void OnConnected(SocketIoSocket socket)
    {
        if (socket.RecoveryId is not { } privateId)
        {
            return;
        }

        _held[privateId] = socket;
        if (socket.Recovered is null)
        {
            store.Add(privateId, socket.GetState<SocketClient>().Caller.UserId, socket.Id);
        }
    }

    /// <summary>The socket is gone.</summary>
    public void OnDisconnected(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        if (socket.RecoveryId is { } privateId && _held.TryRemove(KeyValuePair.Create(privateId, socket)))
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
                foreach (var some in _held.Select(static held => held.Key).Chunk(RefreshedAtOnce))
                {
                    store.Refresh(some);
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

    private static string TagOf(RecoverableMembership membership) => Place.Tag(membership.Dialect, membership.Session);

    /// <summary>Cuts the client's earlier connection, here or elsewhere.</summary>
    private async Task ReplaceAsync(string privateId)
    {
        if (_held.TryRemove(privateId, out var earlier))
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
            && _held.TryRemove(message[(space + 1)..], out var earlier)
        )
        {
            earlier.Abandon();
        }
    }

    /// <summary>
    /// Whether the log still has everything after a number. A log that was begun anew has not: the newest entry is always there.
    /// </summary>
    private async Task<bool> IsCompleteAsync(RecoverableMembership membership, long from, CancellationToken cancellationToken)
    {
        var oldest = await log.ReadAsync(membership.Session, Math.Max(0, from - 1), 1, cancellationToken);
        return oldest.Count == 0 ? from == 0 : oldest[0].Seq <= from + 1;
    }

    [LoggerMessage(LogLevel.Error, "A socket of {UserId} could not be taken up; its client joins anew.")]
    private partial void LogFailed(Exception failure, string userId);
}
