using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Delivery;
using Services.Gateway.Json;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Session;

/// <summary>A socket that follows a session: a replay comes to it alone, everything later by the broadcast to the session's room.</summary>
internal sealed class SocketMember(SocketIoSocket socket, SessionId session, string userId) : FeedMember
{
    private readonly string _room = SessionRooms.NameOf(session);

    public override string UserId => userId;

    public override void Deliver(LogEntry entry) => socket.EmitRaw(entry.Name, entry.Payload.Span);

    public override void Deliver(TypingStatus status) => socket.Emit("typing:status", status, GatewayJson.Default.TypingStatus);

    public override Task WhenDrained() => socket.WhenDrained();

    // A socket in too many rooms is served like one without.
    public override bool GoLive() => !socket.Join(_room);

    public override void Leave() => socket.Leave(_room);
}
