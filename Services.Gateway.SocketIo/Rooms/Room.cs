using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Rooms;

/// <summary>The sockets that share a name. Thread-safe; a broadcast goes to those who were in it when it began.</summary>
internal sealed class Room
{
    private readonly Lock _gate = new();
    private readonly HashSet<SocketIoSocket> _members = [];
    private SocketIoSocket[]? _snapshot;
    private bool _isClosed;

    /// <summary>False if the room was closed because its last member left: then another room must be made.</summary>
    public bool TryAdd(SocketIoSocket socket)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_members.Add(socket))
            {
                _snapshot = null;
            }

            return true;
        }
    }

    /// <summary>True if the last member left: the room is closed then.</summary>
    public bool Remove(SocketIoSocket socket)
    {
        lock (_gate)
        {
            if (_members.Remove(socket))
            {
                _snapshot = null;
            }

            _isClosed = _members.Count == 0;
            return _isClosed;
        }
    }

    /// <summary>Queues the frame for every member; returns for how many.</summary>
    public int Send(OutboundFrame frame, SocketIoSocket? except, bool isVolatile)
    {
        var sent = 0;
        foreach (var member in Members())
        {
            if (member != except && (isVolatile ? member.SendVolatile(frame) : member.Send(frame)))
            {
                sent++;
            }
        }

        return sent;
    }

    /// <summary>Who is in the room.</summary>
    public SocketIoSocket[] Members()
    {
        lock (_gate)
        {
            return _snapshot ??= [.. _members];
        }
    }
}
