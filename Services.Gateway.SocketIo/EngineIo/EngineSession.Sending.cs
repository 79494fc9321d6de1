using System.Buffers;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <content>What is sent to the client.</content>
internal abstract partial class EngineSession
{
    /// <summary>Sends a text packet and the binary ones that belong to it; a client that does not keep up is disconnected.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than what may wait for a client.</exception>
    public bool Send(OutboundFrame frame)
    {
        Check(frame.Size);
        return SendOver(frame, default, isVolatile: false);
    }

    /// <summary>Sends it if the client keeps up; drops it, and returns false, if not.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than what may wait for a client.</exception>
    public bool SendVolatile(OutboundFrame frame)
    {
        Check(frame.Size);
        return !(_socket?.IsCongested ?? _polling!.IsCongested) && SendOver(frame, default, isVolatile: true);
    }

    /// <summary>Sends a binary packet; a client that does not keep up is disconnected.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than what may wait for a client.</exception>
    public bool SendBinary(ReadOnlyMemory<byte> bytes)
    {
        Check(bytes.Length);
        return SendOver(null, bytes, isVolatile: false);
    }

    private void Send(byte type)
    {
        using var frame = OutboundFrame.Rent();
        frame.GetSpan(1)[0] = type;
        frame.Advance(1);
        Send(frame);
    }

    private void Check(long size)
    {
        if (size > Options.MaxOutboundBytes)
        {
            Logger.LogEventTooLarge(Id, size, Options.MaxOutboundBytes);
            throw new SocketIoEventTooLargeException(size, Options.MaxOutboundBytes);
        }
    }

    /// <summary>Sends over the session's transport, which may change meanwhile. Without a frame, the bytes alone.</summary>
    private bool SendOver(OutboundFrame? frame, ReadOnlyMemory<byte> bytes, bool isVolatile)
    {
        var result = AppendResult.Upgraded;
        while (result == AppendResult.Upgraded)
        {
            result =
                _socket is { } socket ? AppendTo(socket, frame, bytes)
                : frame is null ? _polling!.Append([], [bytes])
                : _polling!.Append(frame.Payload, frame.Attachments);
        }

        if (result == AppendResult.Full && !isVolatile)
        {
            Close(SocketIoDisconnectReason.SlowClient);
        }

        return result == AppendResult.Taken;
    }

    private AppendResult AppendTo(BoundedWebSocket socket, OutboundFrame? frame, ReadOnlyMemory<byte> bytes)
    {
        var isTaken =
            _wantsBase64 && (frame is null || !frame.Attachments.IsEmpty) ? TrySendBase64(socket, frame, bytes)
            : frame is null ? socket.TrySendBinary(bytes.Span)
            : socket.TrySend(frame);
        return isTaken ? AppendResult.Taken : AppendResult.Full;
    }

    private static bool TrySendBase64(BoundedWebSocket socket, OutboundFrame? frame, ReadOnlyMemory<byte> bytes)
    {
        var texts = new ArrayBufferWriter<byte>();
        texts.Write(frame is null ? [] : frame.AsTextFrame());
        foreach (var attachment in frame is null ? [bytes] : frame.Attachments)
        {
            using var text = OutboundFrame.Rent();
            text.Advance(Payload.WriteBinary(text.GetSpan(Payload.MaxBinaryLength(attachment.Length)), attachment.Span));
            texts.Write(text.AsTextFrame());
        }

        return socket.TrySendFramed(texts.WrittenSpan);
    }
}
