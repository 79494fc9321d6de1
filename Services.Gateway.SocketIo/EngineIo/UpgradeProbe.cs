using System.Net.WebSockets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// The change from polling to a WebSocket (Engine.IO protocol 4): <c>2probe</c>, <c>3probe</c>, and with <c>5</c> the WebSocket is the
/// session's transport. Anything else, or nothing within ten seconds, closes the WebSocket and leaves the session as it was.
/// </summary>
internal sealed class UpgradeProbe : IMessageSink, IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly EngineSession _session;
    private readonly BoundedWebSocket _socket;
    private readonly ITimer _timer;
    private bool _isProbed;

    public UpgradeProbe(EngineSession session, BoundedWebSocket socket, TimeProvider time)
    {
        _session = session;
        _socket = socket;
        _timer = time.CreateTimer(
            static probe => ((UpgradeProbe)probe!).Abandon(),
            this,
            Timeout,
            System.Threading.Timeout.InfiniteTimeSpan
        );
    }

    private static ReadOnlySpan<byte> Question => "2probe"u8;

    private static ReadOnlySpan<byte> Answer => "3probe"u8;

    /// <summary>True once the WebSocket is the session's transport.</summary>
    public bool HasTakenOver { get; private set; }

    public void OnMessage(InboundMessage message)
    {
        if (HasTakenOver)
        {
            _session.OnMessage(message);
            return;
        }

        using (message)
        {
            OnProbe(message.Kind == InboundKind.Text ? message.Memory.Span : []);
        }
    }

    public Task? WhenReady() => HasTakenOver ? _session.WhenReady() : null;

    /// <summary>Closes the WebSocket, unless it took over.</summary>
    public void Abandon()
    {
        if (!HasTakenOver)
        {
            _socket.Close(WebSocketCloseStatus.NormalClosure, "upgrade abandoned");
            _session.GiveUp(this);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void OnProbe(ReadOnlySpan<byte> packet)
    {
        if (packet.SequenceEqual(Question))
        {
            using var frame = OutboundFrame.Rent();
            Answer.CopyTo(frame.GetSpan(Answer.Length));
            frame.Advance(Answer.Length);
            _socket.TrySend(frame);
            _isProbed = true;
            _session.BeginUpgrade();
        }
        else if (_isProbed && packet.Length == 1 && packet[0] == EnginePacketType.Upgrade && _session.TryTakeOver(_socket))
        {
            HasTakenOver = true;
        }
        else
        {
            Abandon();
        }
    }
}
