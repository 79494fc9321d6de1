using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>
/// The Socket.IO rooms through which a session's sockets are reached: one for each dialect that one of them speaks. A socket that is alone
/// is reached by the room of its own, which every socket has, since most conversations have one. Guarded by the feed's lock, and part of
/// the feed: there are as many as sessions.
/// </summary>
internal struct BroadcastGroups
{
    // As many as there are dialects: nearly always one.
    private BroadcastGroup[]? _groups;

    private readonly ReadOnlySpan<BroadcastGroup> All => _groups;

    /// <summary>Lets the subscriber enter its dialect's room; false if it does not.</summary>
    public bool TryAdd(SessionId session, Subscriber subscriber)
    {
        var encoder = subscriber.Encoder!;
        var index = IndexOf(encoder);
        if (index < 0)
        {
            var own = subscriber.Socket!.Id;
            if (!subscriber.TryEnter(own))
            {
                return false;
            }

            _groups = [.. _groups ?? [], new BroadcastGroup(encoder, own, subscriber.Tag!, 1, subscriber)];
            return true;
        }

        if (!TryShare(session, ref _groups![index]) || !subscriber.TryEnter(_groups[index].Name))
        {
            return false;
        }

        _groups[index] = _groups[index] with { Count = _groups[index].Count + 1 };
        return true;
    }

    /// <summary>The one who was alone enters a room that others can enter; false if it cannot, and stays alone.</summary>
    private static bool TryShare(SessionId session, ref BroadcastGroup group)
    {
        if (group.Only is not { } only)
        {
            return true;
        }

        var shared = group.Encoder.RoomOf(session);
        if (!only.TryEnter(shared))
        {
            return false;
        }

        group = group with { Name = shared, Only = null };
        return true;
    }

    /// <summary>One who had entered leaves.</summary>
    public void Remove(EventEncoder encoder)
    {
        if (IndexOf(encoder) is not (>= 0 and var index))
        {
            return;
        }

        _groups![index] = _groups[index] with { Count = _groups[index].Count - 1 };
        if (_groups[index].Count == 0)
        {
            _groups = [.. _groups.Where(group => group.Encoder != encoder)];
        }
    }

    /// <summary>Emits an entry of the log; returns to how many sockets.</summary>
    public readonly int Encode(SessionId session, SocketNamespace sockets, LogEntry entry)
    {
        var sent = 0;
        foreach (var group in All)
        {
            sent += group.Encoder.Encode(
                session,
                entry,
                EmitTarget.In(sockets.Namespace, group.Name, null, OffsetFormat.Write(group.Tag, entry.Seq))
            );
        }

        return sent;
    }

    /// <summary>Emits that somebody types, or has stopped.</summary>
    public readonly void Encode(SocketNamespace sockets, TypingStatus status, SocketIoSocket? except)
    {
        foreach (var group in All)
        {
            group.Encoder.Encode(status, EmitTarget.In(sockets.Namespace, group.Name, except));
        }
    }

    /// <summary>Emits that somebody has come or gone.</summary>
    public readonly void Encode(SocketNamespace sockets, PresenceStatus status, SocketIoSocket? except)
    {
        foreach (var group in All)
        {
            group.Encoder.Encode(status, EmitTarget.In(sockets.Namespace, group.Name, except));
        }
    }

    /// <summary>Sends a packet of a dialect that is framed already.</summary>
    public readonly void EmitPacket(SocketNamespace sockets, string dialect, ReadOnlySpan<byte> packet, SocketIoSocket? except)
    {
        foreach (var group in All)
        {
            if (group.Encoder.Prefix == dialect)
            {
                sockets.Namespace.EmitPacket(group.Name, packet, except);
            }
        }
    }

    private readonly int IndexOf(EventEncoder encoder)
    {
        for (var i = 0; i < All.Length; i++)
        {
            if (All[i].Encoder == encoder)
            {
                return i;
            }
        }

        return -1;
    }

    /// <param name="Encoder">The dialect.</param>
    /// <param name="Name">The room by which they are reached.</param>
    /// <param name="Tag">Names the log in their offsets.</param>
    /// <param name="Count">How many they are.</param>
    /// <param name="Only">The one that is reached by the room of its own.</param>
    private readonly record struct BroadcastGroup(EventEncoder Encoder, string Name, string Tag, int Count, Subscriber? Only);
}
