using System.Runtime.InteropServices;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>
/// The Socket.IO rooms through which a session's sockets are reached: one for each dialect that one of them speaks. Guarded by the feed's
/// lock.
/// </summary>
internal sealed class BroadcastGroups(SessionId session, SocketNamespace sockets)
{
    private readonly List<BroadcastGroup> _groups = [];

    public void Add(EventEncoder encoder)
    {
        foreach (ref var group in CollectionsMarshal.AsSpan(_groups))
        {
            if (group.Encoder == encoder)
            {
                group = group with { Count = group.Count + 1 };
                return;
            }
        }

        _groups.Add(new BroadcastGroup(encoder, encoder.RoomOf(session), OffsetFormat.TagOf(encoder.Prefix, session), 1));
    }

    public void Remove(EventEncoder encoder)
    {
        for (var i = 0; i < _groups.Count; i++)
        {
            if (_groups[i].Encoder != encoder)
            {
                continue;
            }

            _groups[i] = _groups[i] with { Count = _groups[i].Count - 1 };
            if (_groups[i].Count == 0)
            {
                _groups.RemoveAt(i);
            }

            return;
        }
    }

    public int Encode(LogEntry entry)
    {
        var sent = 0;
        foreach (var group in _groups)
        {
            sent += group.Encoder.Encode(
                session,
                entry,
                EmitTarget.In(sockets.Namespace, group.Name, null, OffsetFormat.Write(group.Tag, entry.Seq))
            );
        }

        return sent;
    }

    public void Encode(TypingStatus status, SocketIoSocket? except)
    {
        foreach (var group in _groups)
        {
            group.Encoder.Encode(status, EmitTarget.In(sockets.Namespace, group.Name, except));
        }
    }

    public void Encode(PresenceStatus status, SocketIoSocket? except)
    {
        foreach (var group in _groups)
        {
            group.Encoder.Encode(status, EmitTarget.In(sockets.Namespace, group.Name, except));
        }
    }

    private readonly record struct BroadcastGroup(EventEncoder Encoder, string Name, string Tag, int Count);
}
