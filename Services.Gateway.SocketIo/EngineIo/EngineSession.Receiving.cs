using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <content>What comes from the client.</content>
internal abstract partial class EngineSession
{
    /// <inheritdoc/>
    public void OnMessage(InboundMessage message)
    {
        if (IsClosing)
        {
            message.Dispose();
            return;
        }

        switch (message.Kind)
        {
            case InboundKind.Binary:
                OnBinary(message);
                return;
            case InboundKind.Text when !message.Memory.IsEmpty && message.Memory.Span[0] == EnginePacketType.Message:
                OnText(message);
                return;
            case InboundKind.Text when !message.Memory.IsEmpty && message.Memory.Span[0] == Payload.BinaryMark:
                OnBase64(message.Memory.Span);
                break;
            case InboundKind.Text:
                OnEnginePacket(message.Memory.Span);
                break;
            case InboundKind.TooLarge:
                Close(SocketIoDisconnectReason.PayloadTooLarge);
                break;
            default:
                Break("not a WebSocket message");
                break;
        }

        message.Dispose();
    }

    /// <inheritdoc/>
    public Task? WhenReady()
    {
        var room = WhenRoom();
        return room.IsCompleted ? null : PauseAsync(room);
    }

    /// <summary>Takes a message, type included, and disposes it.</summary>
    protected abstract void OnText(InboundMessage message);

    /// <summary>Takes a binary message and disposes it.</summary>
    protected abstract void OnBinary(InboundMessage message);

    /// <summary>Completes when more messages can be taken.</summary>
    protected abstract Task WhenRoom();

    /// <summary>Bytes in a text, as a client sends them over a WebSocket that is told to use base64.</summary>
    private void OnBase64(ReadOnlySpan<byte> packet)
    {
        if (Payload.TryDecode(packet, out var bytes))
        {
            OnBinary(bytes);
        }
        else
        {
            Break("malformed base64");
        }
    }

    private void OnEnginePacket(ReadOnlySpan<byte> packet)
    {
        switch (packet.IsEmpty ? (byte)0 : packet[0])
        {
            case EnginePacketType.Pong:
                _heartbeat.OnPong();
                break;
            case EnginePacketType.Close:
                Close(SocketIoDisconnectReason.ClientClosed);
                break;
            case EnginePacketType.Open or EnginePacketType.Upgrade or EnginePacketType.Noop:
                break;
            case EnginePacketType.Ping:
                Break("a client does not ping");
                break;
            default:
                Break("unknown packet type");
                break;
        }
    }

    private async Task PauseAsync(Task room)
    {
        _heartbeat.Pause();
        await room;
        _heartbeat.Resume();
    }
}
