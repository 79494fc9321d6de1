using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text.Unicode;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// Reads the frames of a client (RFC 6455, section 5) and puts messages together. Takes bytes as they come, so that a half-sent message
/// occupies no more than what was sent of it. A mutable struct: keep it in a field.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct MessageParser(int maxBytes, bool allowsCompression)
{
    private const int MaxControlPayload = 125;
    private const int FirstPiece = 4096;

    private byte[]? _buffer;
    private int _length;
    private int _remaining;
    private int _offset;
    private uint _mask;
    private Opcode _opcode;
    private bool _isCompressed;
    private bool _isFinal;
    private bool _isInFrame;
    private ulong _skipped;

    /// <summary>Why the connection must be closed.</summary>
    public (WebSocketCloseStatus Status, string Reason) Violation { get; private set; }

    /// <summary>
    /// Consumes what it can of <paramref name="input"/>, up to the end of one message or control frame; call again until it returns
    /// <see cref="FrameEvent.NeedMore"/>. The caller owns <paramref name="message"/>.
    /// </summary>
    public FrameEvent Read(ref ReadOnlySequence<byte> input, out InboundMessage message)
    {
        message = default;
        while (true)
        {
            if (!_isInFrame)
            {
                if (!FrameHeader.TryRead(input, out var header))
                {
                    return FrameEvent.NeedMore;
                }

                if (Check(header) is { } broken)
                {
                    return Break(broken.Status, broken.Reason);
                }

                if (header.IsControl)
                {
                    return ReadControl(ref input, header, out message);
                }

                input = input.Slice(header.Size);
                Begin(header);
            }

            TakePayload(ref input);
            if (_remaining > 0)
            {
                return FrameEvent.NeedMore;
            }

            _isInFrame = false;
            if (_isFinal)
            {
                return Complete(out message);
            }
        }
    }

    /// <summary>
    /// After a violation: passes over what still comes, frame by frame; true once there is a close frame. What is no frame at all is passed
    /// over, too.
    /// </summary>
    public bool TrySkipToClose(ref ReadOnlySequence<byte> input)
    {
        while (true)
        {
            var step = (long)Math.Min(_skipped, (ulong)input.Length);
            input = input.Slice(step);
            _skipped -= (ulong)step;
            if (_skipped > 0 || !FrameHeader.TryRead(input, out var header))
            {
                return false;
            }

            if (header.Opcode == Opcode.Close)
            {
                return true;
            }

            input = input.Slice(header.Size);
            _skipped = header.Length;
        }
    }

    /// <summary>Gives back what a message in the making holds.</summary>
    public void Release()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }

    private readonly (WebSocketCloseStatus Status, string Reason)? Check(in FrameHeader header)
    {
        if (
            !header.IsMasked
            || header.HasReservedBits
            || (header.IsCompressed && (!allowsCompression || header.Opcode is not (Opcode.Text or Opcode.Binary)))
        )
        {
            return (WebSocketCloseStatus.ProtocolError, "malformed frame");
        }

        switch (header.Opcode)
        {
            case Opcode.Close or Opcode.Ping or Opcode.Pong:
                return header.IsFinal && header.Length <= MaxControlPayload
                    ? null
                    : (WebSocketCloseStatus.ProtocolError, "malformed control frame");
            case Opcode.Text or Opcode.Binary when _opcode == Opcode.Continuation:
            case Opcode.Continuation when _opcode != Opcode.Continuation:
                return header.Length <= (ulong)(maxBytes - _length) ? null : (WebSocketCloseStatus.MessageTooBig, "message too big");
            default:
                return (WebSocketCloseStatus.ProtocolError, "unexpected frame");
        }
    }

    private void Begin(in FrameHeader header)
    {
        if (_opcode == Opcode.Continuation)
        {
            _opcode = header.Opcode;
            _isCompressed = header.IsCompressed;
        }

        _isInFrame = true;
        _isFinal = header.IsFinal;
        _remaining = (int)header.Length;
        _mask = header.Mask;
        _offset = 0;
    }

    private void TakePayload(ref ReadOnlySequence<byte> input)
    {
        while (_remaining > 0 && !input.IsEmpty)
        {
            var piece = input.FirstSpan;
            piece = piece[..Math.Min(piece.Length, _remaining)];
            Reserve(piece.Length);
            FrameMask.Copy(piece, _buffer.AsSpan(_length), _mask, _offset);
            _length += piece.Length;
            _offset += piece.Length;
            _remaining -= piece.Length;
            input = input.Slice(piece.Length);
        }
    }

    private void Reserve(int more)
    {
        var needed = _length + more;
        if (_buffer is not null && _buffer.Length >= needed)
        {
            return;
        }

        var isWhole = _isFinal && more == _remaining;
        var larger = ArrayPool<byte>.Shared.Rent(
            isWhole ? needed : Math.Max(Math.Min(Math.Max(_length * 2, FirstPiece), _length + _remaining), needed)
        );
        if (_buffer is not null)
        {
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
        }

        _buffer = larger;
    }

    private static FrameEvent ReadControl(ref ReadOnlySequence<byte> input, in FrameHeader header, out InboundMessage message)
    {
        message = default;
        var length = (int)header.Length;
        if (input.Length < header.Size + length)
        {
            return FrameEvent.NeedMore;
        }

        if (length > 0)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            input.Slice(header.Size, length).CopyTo(buffer);
            FrameMask.Copy(buffer.AsSpan(0, length), buffer, header.Mask, 0);
            message = new InboundMessage(InboundKind.Binary, buffer, length);
        }

        input = input.Slice(header.Size + length);
        return header.Opcode switch
        {
            Opcode.Ping => FrameEvent.Ping,
            Opcode.Pong => FrameEvent.Pong,
            _ => FrameEvent.Close,
        };
    }

    private FrameEvent Complete(out InboundMessage message)
    {
        var kind = _opcode == Opcode.Text ? InboundKind.Text : InboundKind.Binary;
        message = new InboundMessage(kind, _buffer, _length);
        _buffer = null;
        _length = 0;
        _opcode = Opcode.Continuation;
        if (_isCompressed && !MessageDeflate.TryInflate(ref message, maxBytes, out var isMalformed))
        {
            return isMalformed
                ? Break(WebSocketCloseStatus.InvalidPayloadData, "not compressed as agreed")
                : Break(WebSocketCloseStatus.MessageTooBig, "message too big");
        }

        if (kind == InboundKind.Text && !Utf8.IsValid(message.Memory.Span))
        {
            message.Dispose();
            message = default;
            return Break(WebSocketCloseStatus.InvalidPayloadData, "text must be UTF-8");
        }

        return FrameEvent.Message;
    }

    private FrameEvent Break(WebSocketCloseStatus status, string reason)
    {
        Violation = (status, reason);
        return FrameEvent.Violation;
    }
}
