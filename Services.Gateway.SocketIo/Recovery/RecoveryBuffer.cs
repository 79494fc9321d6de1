using System.Globalization;
using System.Text;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Recovery;

/// <summary>
/// The newest events of a namespace and the sockets whose connections broke, so that a client that comes back has missed nothing. What is
/// sent is kept and sent under one lock: whoever comes back gets an event either from here or from the sender. Thread-safe; bounded by
/// time, bytes and number.
/// </summary>
internal sealed class RecoveryBuffer(TimeSpan window, long maxBytes, TimeProvider time)
{
    private const int MaxSockets = 100_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<BufferedEvent> _events = [];
    private readonly Dictionary<string, LostSocket> _lost = new(StringComparer.Ordinal);
    private readonly Queue<(string PrivateId, LostSocket Socket)> _lostInOrder = [];
    private readonly Dictionary<string, IRecoverableSocket> _connected = new(StringComparer.Ordinal);
    private long _bytes;
    private long _offsets;

    /// <summary>The offset for the next event.</summary>
    public string NextOffset() => Interlocked.Increment(ref _offsets).ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps an event that carries <see cref="NextOffset"/> as its last argument, and sends it.</summary>
    public int Send(OutboundFrame frame, string[] rooms, string[] except, Func<int> send)
    {
        lock (_gate)
        {
            var sent = send();
            var kept = new BufferedEvent(OffsetOf(frame.Payload), frame, rooms, except, time.GetTimestamp());
            _events.AddLast(kept);
            _bytes += kept.Size;
            Prune();
            return sent;
        }
    }

    /// <summary>
    /// Whether a client can have back the socket that it had. No if it is unknown, if the time is over, or if some of what it missed is
    /// kept no more.
    /// </summary>
    public ValueTask<SocketIoRecovered?> DecideAsync(object? state, string privateId, string? offset, CancellationToken cancellationToken)
    {
        LostSocket? known;
        IRecoverableSocket? earlier;
        lock (_gate)
        {
            Prune();
            if (_connected.Remove(privateId, out earlier))
            {
                // Its connection is not known to be broken yet.
                known = new LostSocket(earlier.Id, earlier.Rooms.ToHashSet(StringComparer.Ordinal), time.GetTimestamp());
            }
            else
            {
                _lost.Remove(privateId, out known);
            }

            if (known is not null && (offset is null || Find(offset) is null))
            {
                known = null;
            }
        }

        earlier?.Abandon();
        return ValueTask.FromResult(known is null ? null : new SocketIoRecovered(known.Id, offset, known));
    }

    /// <summary>Lets a socket join, and sends what it missed if it has come back.</summary>
    public void Join(IRecoverableSocket socket, Action join)
    {
        lock (_gate)
        {
            join();
            if (!socket.IsConnected)
            {
                return;
            }

            _connected[socket.RecoveryId!] = socket;
            if (socket.Recovered is not { State: LostSocket known, Offset: { } offset })
            {
                return;
            }

            foreach (var room in known.Rooms)
            {
                socket.Join(room);
            }

            for (var missed = Find(offset)?.Next; missed is not null; missed = missed.Next)
            {
                if (missed.Value.IsFor(known.Rooms))
                {
                    using var frame = PacketFrames.Again(missed.Value.Packet, missed.Value.Attachments);
                    socket.Send(frame);
                }
            }
        }
    }

    /// <summary>A socket is gone; its client may come back if nobody meant it to go.</summary>
    public void OnDisconnected(IRecoverableSocket socket, IEnumerable<string> rooms, SocketIoDisconnectReason reason)
    {
        lock (_gate)
        {
            if (socket.RecoveryId is not { } privateId || !_connected.TryGetValue(privateId, out var connected) || connected != socket)
            {
                return;
            }

            _connected.Remove(privateId);
            if (reason is SocketIoDisconnectReason.ClientLeft or SocketIoDisconnectReason.ServerDisconnected)
            {
                return;
            }

            var lost = new LostSocket(socket.Id, rooms.Append(socket.Id).ToHashSet(StringComparer.Ordinal), time.GetTimestamp());
            _lost[privateId] = lost;
            _lostInOrder.Enqueue((privateId, lost));
            Prune();
        }
    }

    private void Prune()
    {
        while (_events.First is { } oldest && (_bytes > maxBytes || time.GetElapsedTime(oldest.Value.SentAt) > window))
        {
            _bytes -= oldest.Value.Size;
            _events.RemoveFirst();
        }

        while (
            _lostInOrder.TryPeek(out var oldest) && (_lostInOrder.Count > MaxSockets || time.GetElapsedTime(oldest.Socket.LostAt) > window)
        )
        {
            _lostInOrder.Dequeue();
            if (_lost.TryGetValue(oldest.PrivateId, out var lost) && lost == oldest.Socket)
            {
                _lost.Remove(oldest.PrivateId);
            }
        }
    }

    private LinkedListNode<BufferedEvent>? Find(string offset)
    {
        var node = _events.Last;
        while (node is not null && node.Value.Offset != offset)
        {
            node = node.Previous;
        }

        return node;
    }

    /// <summary>The last argument of a packet that ends with an offset: <c>…,"17"]</c>.</summary>
    private static string OffsetOf(ReadOnlySpan<byte> packet)
    {
        var end = packet[..^2];
        return Encoding.ASCII.GetString(end[(end.LastIndexOf((byte)'"') + 1)..]);
    }
}
