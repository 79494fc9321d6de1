using System.Buffers.Binary;
using System.Net;

namespace Gateway.Bench.Net;

/// <summary>What becomes of a connection's messages.</summary>
internal interface ILoadListener
{
    /// <summary>The WebSocket is open.</summary>
    void OnOpen(LoadSocket socket);

    /// <summary>A text message came; the bytes are the loop's and end with the call.</summary>
    void OnText(LoadSocket socket, ReadOnlySpan<byte> text);

    /// <summary>The server closed.</summary>
    void OnClosed(LoadSocket socket);
}

/// <summary>All connections of one run, on the thread that polls them.</summary>
internal sealed class LoadLoop(IPEndPoint server, CancellationToken interruption) : IDisposable
{
    private const byte FinalText = 0x81;
    private const byte FinalClose = 0x88;
    private const byte FinalPing = 0x89;
    private const int SmallLength = 126;
    private const int LongLength = 127;

    private readonly Epoll _epoll = new();
    private readonly List<LoadSocket> _sockets = [];
    private readonly List<ILoadListener> _listeners = [];
    private readonly Stack<int> _left = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    /// <summary>Begins to open a connection.</summary>
    public LoadSocket Connect(string path, ILoadListener listener)
    {
        if (!_left.TryPop(out var index))
        {
            index = _sockets.Count;
            _sockets.Add(null!);
            _listeners.Add(null!);
        }

        _listeners[index] = listener;
        return _sockets[index] = LoadSocket.Connect(server, path, index, _epoll);
    }

    /// <summary>Serves what is ready, waiting at most so long for it; throws once the bench is interrupted.</summary>
    public void Poll(TimeSpan wait)
    {
        interruption.ThrowIfCancellationRequested();
        var ready = _epoll.Wait((int)Math.Clamp(wait.TotalMilliseconds, 0, 1000));
        for (var i = 0; i < ready; i++)
        {
            var (index, events) = _epoll[i];
            var socket = _sockets[index];
            if (socket.State == LoadSocketState.Closed)
            {
                continue;
            }

            if ((events & Epoll.Writable) != 0)
            {
                socket.OnWritable();
            }

            if ((events & ~Epoll.Writable) != 0)
            {
                Read(socket, _listeners[index]);
            }

            if (socket.State == LoadSocketState.Closed)
            {
                _left.Push(index);
            }
        }
    }

    public void Dispose()
    {
        _sockets.ForEach(static socket => socket.Close());
        _epoll.Dispose();
    }

    private void Read(LoadSocket socket, ILoadListener listener)
    {
        var kept = socket.Rest.Length;
        socket.Rest.CopyTo(_buffer, 0);
        var read = socket.Receive(_buffer.AsSpan(kept));
        if (read < 0)
        {
            socket.Close();
            listener.OnClosed(socket);
            return;
        }

        ReadOnlySpan<byte> data = _buffer.AsSpan(0, kept + read);
        if (socket.State == LoadSocketState.Upgrading)
        {
            data = TakeAnswer(socket, listener, data);
        }

        if (socket.State == LoadSocketState.Open)
        {
            data = TakeFrames(socket, listener, data);
        }

        if (data.Length != socket.Rest.Length || read > 0)
        {
            socket.Rest = data.IsEmpty ? [] : data.ToArray();
        }
    }

    private static ReadOnlySpan<byte> TakeAnswer(LoadSocket socket, ILoadListener listener, ReadOnlySpan<byte> data)
    {
        var end = data.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return data;
        }

        if (!data.StartsWith("HTTP/1.1 101 "u8))
        {
            throw new BenchException(
                $"The server refused the upgrade: {System.Text.Encoding.ASCII.GetString(data[..data.IndexOf((byte)'\r')])}"
            );
        }

        socket.Open();
        listener.OnOpen(socket);
        return data[(end + 4)..];
    }

    private static ReadOnlySpan<byte> TakeFrames(LoadSocket socket, ILoadListener listener, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 2 && socket.State == LoadSocketState.Open)
        {
            int length = data[1];
            var header = 2;
            if (length == SmallLength && data.Length >= 4)
            {
                length = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
                header = 4;
            }
            else if (length == LongLength && data.Length >= 10)
            {
                length = checked((int)BinaryPrimitives.ReadUInt64BigEndian(data[2..]));
                header = 10;
            }
            else if (length >= SmallLength)
            {
                break;
            }

            if (data.Length < header + length)
            {
                break;
            }

            Dispatch(socket, listener, data[0], data.Slice(header, length));
            data = data[(header + length)..];
        }

        return data;
    }

    private static void Dispatch(LoadSocket socket, ILoadListener listener, byte first, ReadOnlySpan<byte> payload)
    {
        switch (first)
        {
            case FinalText:
                listener.OnText(socket, payload);
                break;
            case FinalPing:
                socket.SendPong(payload);
                break;
            case FinalClose:
                socket.Close();
                listener.OnClosed(socket);
                break;
            default:
                throw new BenchException($"The generator does not read frames that begin with 0x{first:X2}.");
        }
    }
}
