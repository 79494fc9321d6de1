using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Delivery;

/// <summary>
/// A socket that follows a session: a replay comes to it alone, everything later by the broadcast to its dialect's room, as long as it
/// follows nothing else (<see cref="Place"/>).
/// </summary>
internal sealed class SocketMember(
    SocketIoSocket socket,
    SessionId session,
    string userId,
    Vocabulary vocabulary,
    SocketPlaces places,
    bool isAlone,
    long? awaySince
) : FeedMember
{
    private readonly string _room = vocabulary.RoomOf(session);
    private readonly string _tag = Place.Tag(vocabulary.Prefix, session);
    private volatile bool _isAlone = isAlone;

    public override string UserId => userId;

    public override SocketIoSocket Socket => socket;

    public override Vocabulary Vocabulary => vocabulary;

    public override long? AwaySince => awaySince;

    /// <summary>Notes where the socket is before anything is delivered to it.</summary>
    public void BeginAt(long from, Action<string>? begun) => places.Advance(_tag, from, place => begun?.Invoke(place));

    public override void Deliver(LogEntry entry) =>
        places.Advance(_tag, entry.Seq, place => vocabulary.Tell(session, entry, Audience.Of(socket, place)));

    public override void Deliver(TypingStatus status) => vocabulary.Tell(status, Audience.Of(socket));

    public override void Deliver(PresenceStatus status) => vocabulary.Tell(status, Audience.Of(socket));

    public override Task WhenDrained() => socket.WhenDrained();

    // A socket in too many rooms is served like one without.
    public override bool GoLive() => _isAlone || !socket.Join(_room);

    public override void Individualise(long? seq)
    {
        _isAlone = true;
        socket.Leave(_room);
        if (seq is { } reached)
        {
            places.Set(_tag, reached);
        }
    }

    public override void Leave()
    {
        socket.Leave(_room);
        places.Remove(_tag);
    }
}
