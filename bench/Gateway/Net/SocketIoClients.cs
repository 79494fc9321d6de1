using System.Diagnostics;
using System.Text;

namespace Gateway.Bench.Net;

/// <summary>
/// Socket.IO clients over WebSocket: handshake, CONNECT with a token, answers to pings. What else comes goes to <see cref="OnPacket"/> as
/// Engine.IO text, for example <c>42["name",{…}]</c>.
/// </summary>
internal abstract class SocketIoClients(LoadLoop loop, string? token) : ILoadListener
{
    /// <summary>Where Socket.IO is served.</summary>
    public const string Path = "/socket.io/?EIO=4&transport=websocket";

    private const int InFlight = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] _connect = Encoding.UTF8.GetBytes(token is null ? "40" : $$"""40{"token":"{{token}}"}""");
    private readonly List<LoadSocket> _sockets = [];
    private int _begun;
    private int _closed;

    /// <summary>Those that have joined, in the order in which they did.</summary>
    public IReadOnlyList<LoadSocket> Sockets => _sockets;

    protected LoadLoop Loop => loop;

    /// <summary>Opens so many more, a hundred at a time in flight, and returns when all have joined.</summary>
    public void Connect(int count)
    {
        var begun = Stopwatch.GetTimestamp();
        var wanted = _begun + count;
        while (_sockets.Count < wanted)
        {
            while (_begun < wanted && _begun - _sockets.Count < InFlight)
            {
                loop.Connect(Path, this);
                _begun++;
            }

            loop.Poll(TimeSpan.FromMilliseconds(100));
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new BenchException($"{_sockets.Count} of {wanted} connections came about in {Patience.TotalSeconds:0} s.");
            }
        }
    }

    /// <summary>Serves the connections until <paramref name="done"/>, at most for so long; false if it did not come to that.</summary>
    public bool Serve(Func<bool> done, TimeSpan atMost)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!done())
        {
            if (Stopwatch.GetElapsedTime(begun) > atMost)
            {
                return false;
            }

            loop.Poll(TimeSpan.FromMilliseconds(20));
        }

        return true;
    }

    /// <summary>Serves the connections for so long.</summary>
    public void Serve(TimeSpan duration) => Serve(static () => false, duration);

    void ILoadListener.OnOpen(LoadSocket socket) { }

    void ILoadListener.OnText(LoadSocket socket, ReadOnlySpan<byte> text)
    {
        if (text.Length > 1 && text[0] == '4' && text[1] != '0')
        {
            if (text[1] is (byte)'1' or (byte)'4')
            {
                throw new BenchException($"The server refused a client: {Encoding.UTF8.GetString(text)}");
            }

            OnPacket(socket, text);
        }
        else if (text[0] == '2')
        {
            socket.SendText("3"u8);
        }
        else if (text[0] == '0')
        {
            socket.SendText(_connect);
        }
        else if (text[0] == '4')
        {
            _sockets.Add(socket);
            OnJoined(socket);
        }
    }

    void ILoadListener.OnClosed(LoadSocket socket) =>
        throw new BenchException($"The server closed {++_closed} connection in the middle of the run, number {socket.Index}.");

    /// <summary>A client has joined the namespace.</summary>
    protected virtual void OnJoined(LoadSocket socket) { }

    /// <summary>An event or an acknowledgement came.</summary>
    protected abstract void OnPacket(LoadSocket socket, ReadOnlySpan<byte> packet);
}
