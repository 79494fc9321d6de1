using System.Runtime.InteropServices;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Delivery;

/// <summary>
/// The Socket.IO rooms through which a session's sockets are reached: one for each dialect that one of them speaks. Guarded by the feed's
/// lock.
/// </summary>
internal sealed class DialectRooms(SessionId session, Sockets sockets)
{
    private readonly List<DialectRoom> _rooms = [];

    public void Add(Vocabulary vocabulary)
    {
        foreach (ref var room in CollectionsMarshal.AsSpan(_rooms))
        {
            if (room.Vocabulary == vocabulary)
            {
                room = room with { Members = room.Members + 1 };
                return;
            }
        }

        _rooms.Add(new DialectRoom(vocabulary, vocabulary.RoomOf(session), Place.Tag(vocabulary.Prefix, session), 1));
    }

    public void Remove(Vocabulary vocabulary)
    {
        for (var i = 0; i < _rooms.Count; i++)
        {
            if (_rooms[i].Vocabulary != vocabulary)
            {
                continue;
            }

            _rooms[i] = _rooms[i] with { Members = _rooms[i].Members - 1 };
            if (_rooms[i].Members == 0)
            {
                _rooms.RemoveAt(i);
            }

            return;
        }
    }

    public int Tell(LogEntry entry)
    {
        var told = 0;
        foreach (var room in _rooms)
        {
            told += room.Vocabulary.Tell(session, entry, Audience.In(sockets.Namespace, room.Name, null, Place.Of(room.Tag, entry.Seq)));
        }

        return told;
    }

    public void Tell(TypingStatus status, SocketIoSocket? except)
    {
        foreach (var room in _rooms)
        {
            room.Vocabulary.Tell(status, Audience.In(sockets.Namespace, room.Name, except));
        }
    }

    public void Tell(PresenceStatus status, SocketIoSocket? except)
    {
        foreach (var room in _rooms)
        {
            room.Vocabulary.Tell(status, Audience.In(sockets.Namespace, room.Name, except));
        }
    }

    private readonly record struct DialectRoom(Vocabulary Vocabulary, string Name, string Tag, int Members);
}
