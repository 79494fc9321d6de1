using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Delivery;

/// <summary>A socket that follows a session: a replay comes to it alone, everything later by the broadcast to its dialect's room.</summary>
internal sealed class SocketMember(SocketIoSocket socket, SessionId session, string userId, Vocabulary vocabulary) : FeedMember
{
    private readonly string _room = vocabulary.RoomOf(session);

    public override string UserId => userId;

    public override SocketIoSocket Socket => socket;

    public override Vocabulary Vocabulary => vocabulary;

    public override void Deliver(LogEntry entry) => vocabulary.Tell(session, entry, Audience.Of(socket));

    public override void Deliver(TypingStatus status) => vocabulary.Tell(status, Audience.Of(socket));

    public override void Deliver(PresenceStatus status) => vocabulary.Tell(status, Audience.Of(socket));

    public override Task WhenDrained() => socket.WhenDrained();

    // A socket in too many rooms is served like one without.
    public override bool GoLive() => !socket.Join(_room);

    public override void Leave() => socket.Leave(_room);
}
