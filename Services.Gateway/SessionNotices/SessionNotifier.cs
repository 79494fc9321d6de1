using System.Text.Json;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Access;
using Services.Gateway.Feeds;
using Services.Gateway.Instances;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using StackExchange.Redis;

namespace Services.Gateway.SessionNotices;

/// <summary>
/// Tells a session's owner, on all their other Socket.IO connections to all gateways, that it was made or has ended: another tab lists it
/// at once. A notice is not kept; who misses one finds the session in <c>GET /sessions</c>. Thread-safe; nothing blocks.
/// </summary>
internal sealed partial class SessionNotifier(
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    ConnectionRegistry connections,
    SocketNamespace sockets,
    TimeProvider time,
    ILogger<SessionNotifier> logger
) : IHostedService
{
    private const string Dialect = "session";

    private static readonly RedisChannel Channel = RedisChannel.Literal(RedisKeys.SessionNotices);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Tells the owner's connections but the one that brought it about, which knows.</summary>
    public void Publish(Session session, SocketIoSocket from)
    {
        var notice = new SessionNotice
        {
            Origin = instance.Id,
            OwnerId = session.OwnerId,
            Session = SessionUpdatedEvent.Of(session),
        };
        var isOwners = from.GetState<SocketClient>().Caller.UserId == session.OwnerId;
        if (connections.CountOf(session.OwnerId) > (isOwners ? 1 : 0))
        {
            Emit(notice, from);
        }

        try
        {
            redis
                .GetSubscriber()
                .Publish(
                    Channel,
                    JsonSerializer.SerializeToUtf8Bytes(notice, SessionNoticesJson.Default.SessionNotice),
                    CommandFlags.FireAndForget
                );
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogLost(failure.Message);
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis
                .GetSubscriber()
                .SubscribeAsync(Channel, (_, message) => OnMessage(message))
                .WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            // The client subscribes by itself once Redis is there.
            LogNotYet(failure.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void OnMessage(RedisValue message)
    {
        try
        {
            var notice = message.IsNull ? null : JsonSerializer.Deserialize((byte[])message!, SessionNoticesJson.Default.SessionNotice);
            if (notice is not null && notice.Origin != instance.Id && connections.CountOf(notice.OwnerId) > 0)
            {
                Emit(notice, null);
            }
        }
        catch (JsonException failure)
        {
            LogUnreadable(failure);
        }
    }

    // Users with several connections are few, and sessions are seldom made: looking for them costs less than a list for every user.
    private void Emit(SessionNotice notice, SocketIoSocket? except)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(notice.Session, SessionNoticesJson.Default.SessionUpdatedEvent);
        foreach (var socket in sockets.Namespace.Sockets)
        {
            if (
                socket != except
                && socket.GetState<SocketClient>() is var client
                && client.Caller.UserId == notice.OwnerId
                && MaySpeakSessions(client)
            )
            {
                socket.EmitRaw(SessionUpdatedEvent.Name, payload);
            }
        }
    }

    /// <summary>False for those who follow something, and all of it in another dialect.</summary>
    private static bool MaySpeakSessions(SocketClient client) =>
        client.Subscriptions.Count == 0 || client.Subscriptions.Any(static one => one.Subscriber.Encoder?.Prefix == Dialect);

    [LoggerMessage(LogLevel.Debug, "A notice of a session to the other gateways was lost: {Cause}")]
    private partial void LogLost(string cause);

    [LoggerMessage(LogLevel.Warning, "Notices of sessions are not heard yet: {Cause}")]
    private partial void LogNotYet(string cause);

    [LoggerMessage(LogLevel.Error, "A notice of another gateway could not be read.")]
    private partial void LogUnreadable(Exception failure);
}
