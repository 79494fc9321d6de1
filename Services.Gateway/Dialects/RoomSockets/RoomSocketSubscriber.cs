using System.Net.WebSockets;
using System.Text.Json;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Access;
using Services.Gateway.Alerts;
using Services.Gateway.ConnectionLogs;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>A connection of the room WebSocket as a subscriber of its session.</summary>
internal sealed class RoomSocketSubscriber : Subscriber, IAlertReceiver, IDisposable
{
    /// <summary>As HTTP's 401, among the statuses that are an application's own.</summary>
    private const WebSocketCloseStatus Unauthorised = (WebSocketCloseStatus)4401;

    private readonly BoundedWebSocket _socket;
    private readonly SessionId _session;
    private readonly TrafficLog _traffic;
    private readonly GatewayMetrics _metrics;
    private readonly RoomSocketEncoder _translator;

    public RoomSocketSubscriber(
        BoundedWebSocket socket,
        VerifiedToken token,
        SessionId session,
        bool wantsChunks,
        TrafficLog traffic,
        GatewayMetrics metrics,
        TimeProvider time
    )
    {
        _socket = socket;
        _session = session;
        _traffic = traffic;
        _metrics = metrics;
        UserId = token.Caller.UserId;
        Expires = token.Expires;
        _translator = new RoomSocketEncoder(Id, wantsChunks, Send, time);
    }

    public override string UserId { get; }

    /// <summary>When its token expires, Unix time in seconds.</summary>
    public long Expires { get; }

    /// <summary>Tells this connection from every other of all gateways.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    public override void Deliver(LogEntry entry) => _translator.Take(entry);

    public override void Deliver(TypingStatus status)
    {
        if (status.UserId != UserId)
        {
            Send(
                new RoomSocketFrame
                {
                    Type = status.IsTyping ? RoomSocketFrameTypes.TypingStart : RoomSocketFrameTypes.TypingStop,
                    UserId = status.UserId,
                }
            );
        }
    }

    public override Task WhenDrained() => _socket.WhenDrained();

    /// <summary>Sends a frame; a client that does not keep up is disconnected.</summary>
    public void Send(RoomSocketFrame frame)
    {
        using var outbound = OutboundFrame.Rent();
        using (var json = new Utf8JsonWriter(outbound))
        {
            JsonSerializer.Serialize(json, frame, RoomSocketJson.Default.RoomSocketFrame);
        }

        if (_socket.TrySend(outbound))
        {
            _traffic.Sent(RoomSocketEndpoint.Transport, Id, frame.Type, _session, outbound.Payload.Length);
        }
        else if (!_socket.IsClosing)
        {
            _metrics.Dropped("SlowClient");
            _socket.Close(WebSocketCloseStatus.PolicyViolation, "slow client", discard: true);
        }
    }

    public void Fail(GatewayError error)
    {
        _metrics.Failed(error.Code);
        Send(
            new RoomSocketFrame
            {
                Type = RoomSocketFrameTypes.Error,
                Content = error.Message,
                Code = error.Code,
                RetryAfterMs = error.RetryAfterMs,
            }
        );
    }

    public void Receive(Alert alert) =>
        Send(
            new RoomSocketFrame
            {
                Type = RoomSocketFrameTypes.SystemAlert,
                Content = alert.Message,
                Code = alert.Type,
            }
        );

    /// <summary>Its token has expired: the client is told, and the connection is closed.</summary>
    public void Expire()
    {
        Fail(GatewayError.TokenExpired);
        _socket.Close(Unauthorised, GatewayError.TokenExpired.Code);
    }

    public void Dispose() => _translator.Dispose();
}
