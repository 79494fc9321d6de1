using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>
/// A socket that is subscribed to a session: a replay comes to it alone, everything later by the broadcast to its dialect's room, as long
/// as it is subscribed to nothing else (<see cref="OffsetFormat"/>).
/// </summary>
internal sealed class SocketSubscriber(
    SocketIoSocket socket,
    SessionId session,
    string userId,
    EventEncoder encoder,
    SocketOffsets offsets,
    bool isUnicast
) : Subscriber
{
    private readonly string _tag = OffsetFormat.TagOf(encoder.Prefix, session);
    private volatile bool _isUnicast = isUnicast;

    public override string UserId => userId;

    public override SocketIoSocket Socket => socket;

    public override EventEncoder Encoder => encoder;

    public override string Tag => _tag;

    /// <summary>Notes where the socket is before anything is delivered to it.</summary>
    public void StartAt(long from, Action<string>? onStart) => offsets.Advance(_tag, from, offset => onStart?.Invoke(offset));

    public override void Deliver(LogEntry entry) =>
        offsets.Advance(_tag, entry.Seq, offset => encoder.Encode(session, entry, EmitTarget.Of(socket, offset)));

    public override void Deliver(TypingStatus status) => encoder.Encode(status, EmitTarget.Of(socket));

    public override void Deliver(PresenceStatus status) => encoder.Encode(status, EmitTarget.Of(socket));

    public override Task WhenDrained() => socket.WhenDrained();

    // A socket in too many rooms is served like one without.
    public override bool TryEnter(string room) => !_isUnicast && socket.Join(room);

    public override void SwitchToUnicast(long? seq)
    {
        _isUnicast = true;
        socket.Leave(encoder.RoomOf(session));
        if (seq is { } reached)
        {
            offsets.Set(_tag, reached);
        }
    }

    public override void OnUnsubscribed()
    {
        socket.Leave(encoder.RoomOf(session));
        offsets.Remove(_tag);
    }
}
