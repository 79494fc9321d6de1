using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;

namespace Gateway.Bench.Net;

/// <summary>How far a connection has come.</summary>
internal enum LoadSocketState
{
    Connecting,
    Upgrading,
    Open,
    Closed,
}

/// <summary>
/// A WebSocket client's connection, owned by its <see cref="LoadLoop"/>. Masks with zeros, which RFC 6455 cannot tell from any other key,
/// so that sending costs the generator a copy only.
/// </summary>
internal sealed class LoadSocket
{
    private const int MaskBit = 0x80;
    private const int SmallLength = 126;
    private const byte FinalText = 0x81;
    private const byte FinalClose = 0x88;
    private const byte FinalPong = 0x8A;

    private readonly int _fd;
    private readonly string _request;
    private readonly Epoll _epoll;
    private byte[] _unsent = [];

    private LoadSocket(int fd, int index, string request, Epoll epoll)
    {
        _fd = fd;
        Index = index;
        _request = request;
        _epoll = epoll;
    }

    /// <summary>Counted from 0 in its loop; that of one that is closed is given to another.</summary>
    public int Index { get; }

    public LoadSocketState State { get; private set; } = LoadSocketState.Connecting;

    /// <summary>The beginning of a frame whose end has not come.</summary>
    public byte[] Rest { get; set; } = [];

    /// <summary>Begins to connect from one of the machine's own addresses, so that ports don't run out.</summary>
    public static LoadSocket Connect(IPEndPoint server, string path, int index, Epoll epoll)
    {
        var fd = Check(Libc.Socket(Libc.InterNetwork, Libc.Stream | Libc.NonBlocking | Libc.CloseOnExec, 0));
        var on = 1;
        Check(Libc.SetOption(fd, Libc.Tcp, Libc.NoDelay, in on, sizeof(int)));
        Check(Libc.SetOption(fd, Libc.Ip, Libc.BindAddressNoPort, in on, sizeof(int)));
        Check(Libc.Bind(fd, in Address(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(2 + (index % 16))]), 0))[0], 16));
        if (Libc.Connect(fd, in Address(server)[0], 16) != 0 && Marshal.GetLastPInvokeError() != Libc.InProgress)
        {
            throw new Win32Exception();
        }

        epoll.Watch(fd, index, Epoll.Readable | Epoll.Writable);
        var request =
            $"GET {path} HTTP/1.1\r\nHost: {server}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        return new LoadSocket(fd, index, request, epoll);
    }

    /// <summary>The socket can be written to.</summary>
    public void OnWritable()
    {
        if (State == LoadSocketState.Connecting)
        {
            var length = sizeof(int);
            Check(Libc.GetOption(_fd, Libc.SocketLevel, Libc.SocketError, out var error, ref length));
            if (error != 0)
            {
                throw new BenchException($"The server does not take connections: {new Win32Exception(error).Message}.");
            }

            State = LoadSocketState.Upgrading;
            _epoll.Change(_fd, Index, Epoll.Readable);
            Write(Encoding.ASCII.GetBytes(_request));
            return;
        }

        var unsent = _unsent;
        _unsent = [];
        _epoll.Change(_fd, Index, Epoll.Readable);
        Write(unsent);
    }

    /// <summary>The upgrade was answered.</summary>
    public void Open() => State = LoadSocketState.Open;

    /// <summary>Sends a text message.</summary>
    public void SendText(ReadOnlySpan<byte> text) => SendFrame(FinalText, text);

    /// <summary>Answers a ping.</summary>
    public void SendPong(ReadOnlySpan<byte> payload) => SendFrame(FinalPong, payload);

    /// <summary>Asks the server to close.</summary>
    public void SendClose() => SendFrame(FinalClose, []);

    /// <summary>Reads into the buffer; 0 when nothing is there, -1 when the server has closed.</summary>
    public int Receive(Span<byte> buffer)
    {
        var read = (int)Libc.Receive(_fd, ref buffer[0], buffer.Length, 0);
        return read switch
        {
            > 0 => read,
            0 => -1,
            _ => Marshal.GetLastPInvokeError() is Libc.Again or Libc.Interrupted ? 0 : -1,
        };
    }

    /// <summary>Cuts the connection.</summary>
    public void Close()
    {
        if (State != LoadSocketState.Closed)
        {
            State = LoadSocketState.Closed;
            _ = Libc.Close(_fd);
        }
    }

    private void SendFrame(byte first, ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = stackalloc byte[payload.Length + 8];
        frame[0] = first;
        var header = 2;
        if (payload.Length < SmallLength)
        {
            frame[1] = (byte)(MaskBit | payload.Length);
        }
        else
        {
            frame[1] = MaskBit | SmallLength;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)payload.Length));
            header = 4;
        }

        frame.Slice(header, 4).Clear();
        payload.CopyTo(frame[(header + 4)..]);
        Write(frame[..(header + 4 + payload.Length)]);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (_unsent.Length > 0)
        {
            _unsent = [.. _unsent, .. bytes];
            return;
        }

        var sent = (int)Libc.Send(_fd, in bytes[0], bytes.Length, Libc.NoSignal);
        if (sent == bytes.Length || (sent < 0 && Marshal.GetLastPInvokeError() != Libc.Again))
        {
            // Whether the connection is lost, the next read says.
            return;
        }

        _unsent = bytes[Math.Max(sent, 0)..].ToArray();
        _epoll.Change(_fd, Index, Epoll.Readable | Epoll.Writable);
    }

    private static byte[] Address(IPEndPoint endpoint)
    {
        var address = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(address, Libc.InterNetwork);
        BinaryPrimitives.WriteUInt16BigEndian(address.AsSpan(2), (ushort)endpoint.Port);
        endpoint.Address.TryWriteBytes(address.AsSpan(4), out _);
        return address;
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception();
}
