using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <content>The change from polling to a WebSocket.</content>
internal abstract partial class EngineSession
{
    /// <summary>Serves a WebSocket that wants to take over from polling.</summary>
    public async Task UpgradeAsync(BoundedWebSocket socket)
    {
        await using var probe = new UpgradeProbe(this, socket, Server.Time);
        if (IsUpgraded || IsClosing || Interlocked.CompareExchange(ref _probe, probe, null) is not null)
        {
            await socket.DisposeAsync();
            return;
        }

        try
        {
            await socket.PumpAsync(probe);
        }
        finally
        {
            if (probe.HasTakenOver)
            {
                End();
            }
        }

        GiveUp(probe);
        await socket.DisposeAsync();
    }

    /// <summary>The probe was answered: a GET is no longer kept waiting.</summary>
    public void BeginUpgrade() => _polling!.BeginUpgrade();

    /// <summary>From here on the WebSocket is the transport; what no GET fetched is sent over it first.</summary>
    public bool TryTakeOver(BoundedWebSocket socket)
    {
        var isWhole = true;
        var isTaken =
            !IsClosing
            && _polling!.TrySeal(rest =>
            {
                var packets = new PayloadReader(rest.Memory.Span);
                while (packets.TryRead(out var packet))
                {
                    isWhole &= TryForward(socket, packet);
                }

                _socket = socket;
            });
        if (!isWhole)
        {
            // What comes later must not arrive without it.
            Close(SocketIoDisconnectReason.SlowClient);
        }

        return isTaken;
    }

    /// <summary>The probe has ended; goes on with polling unless it took over.</summary>
    public void GiveUp(UpgradeProbe probe)
    {
        if (Interlocked.CompareExchange(ref _probe, null, probe) == probe && !probe.HasTakenOver)
        {
            _polling!.CancelUpgrade();
        }
    }

    private static bool TryForward(BoundedWebSocket socket, ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty || !Payload.TryDecode(packet, out var message))
        {
            return true;
        }

        using (message)
        {
            if (message.Kind == InboundKind.Binary)
            {
                return socket.TrySendBinary(message.Memory.Span);
            }

            using var frame = OutboundFrame.Rent();
            message.Memory.Span.CopyTo(frame.GetSpan(message.Memory.Length));
            frame.Advance(message.Memory.Length);
            return socket.TrySend(frame);
        }
    }
}
