using System.Net.WebSockets;
using System.Text.Json;
using Services.Conversations.EventLog;
using Services.Gateway.Delivery;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo.Transport;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.RoomWebSocket;

/// <summary>A connection of the room WebSocket as a follower of its session.</summary>
internal sealed class RoomMember : FeedMember, IDisposable
{
    private readonly BoundedWebSocket socket;
    private readonly GatewayMetrics metrics;
    private readonly RoomTranslator translator;

    public RoomMember(BoundedWebSocket socket, string userId, bool wantsChunks, GatewayMetrics metrics, TimeProvider time)
    {
        this.socket = socket;
        this.metrics = metrics;
        UserId = userId;
        translator = new RoomTranslator(userId, wantsChunks, Send, time);
    }

    public override string UserId { get; }

    public override void Deliver(LogEntry entry) => translator.Take(entry);

    public override void Deliver(TypingStatus status)
    {
        if (status.UserId != UserId)
        {
            Send(new RoomFrame { Type = status.IsTyping ? RoomFrameTypes.TypingStart : RoomFrameTypes.TypingStop, UserId = status.UserId });
        }
    }

    public override Task WhenDrained() => socket.WhenDrained();

    /// <summary>Sends a frame; a client that does not keep up is disconnected.</summary>
    public void Send(RoomFrame frame)
    {
        using var outbound = OutboundFrame.Rent();
        using (var json = new Utf8JsonWriter(outbound))
        {
            JsonSerializer.Serialize(json, frame, GatewayJson.Default.RoomFrame);
        }

        if (!socket.TrySend(outbound) && !socket.IsClosing)
        {
            metrics.Dropped("SlowClient");
            socket.Close(WebSocketCloseStatus.PolicyViolation, "slow client", discard: true);
        }
    }

    public void Fail(GatewayError error)
    {
        metrics.Failed(error.Code);
        Send(new RoomFrame { Type = RoomFrameTypes.Error, Content = error.Message, Code = error.Code, RetryAfterMs = error.RetryAfterMs });
    }

    public void Dispose() => translator.Dispose();
}
