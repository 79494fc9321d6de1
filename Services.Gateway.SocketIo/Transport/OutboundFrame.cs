using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// A message being written, with room for the WebSocket header in front, so that it is serialised and framed once however many
/// connections receive it. Rent, write, send, dispose – on one thread; the bytes are copied by every recipient's queue.
/// </summary>
public sealed class OutboundFrame : IBufferWriter<byte>, IDisposable
{
    // JSON goes out as UTF-8 with only the escapes that JSON itself needs; it is never put into HTML here.
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const int InitialSize = 512;
    private const int KeepAtMost = 64 * 1024;

    [ThreadStatic]
    private static OutboundFrame? _cached;

    private readonly Utf8JsonWriter _json;
    private byte[] _buffer;
    private byte[]? _compressed;
    private List<ReadOnlyMemory<byte>>? _attachments;
    private int _end;
    private int _start;
    private bool _isFramed;

    private OutboundFrame()
    {
        _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
        _json = new Utf8JsonWriter(this, JsonOptions);
        _end = WebSocketFrames.MaxHeader;
    }

    /// <summary>An empty frame; dispose it soon, on the same thread.</summary>
    public static OutboundFrame Rent()
    {
        var frame = _cached ?? new OutboundFrame();
        _cached = null;
        frame._end = WebSocketFrames.MaxHeader;
        frame._isFramed = false;
        frame._compressed = null;
        return frame;
    }

    /// <summary>What was written so far, without the WebSocket header.</summary>
    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(WebSocketFrames.MaxHeader, _end - WebSocketFrames.MaxHeader);

    /// <summary>The binary messages that belong to it and follow it.</summary>
    internal ReadOnlySpan<ReadOnlyMemory<byte>> Attachments => CollectionsMarshal.AsSpan(_attachments);

    /// <summary>Payload and attachments, in bytes.</summary>
    internal long Size
    {
        get
        {
            long size = Payload.Length;
            foreach (var attachment in Attachments)
            {
                size += attachment.Length;
            }

            return size;
        }
    }

    /// <summary>A JSON writer on this frame; flush it before the frame is sent.</summary>
    internal Utf8JsonWriter Json
    {
        get
        {
            _json.Reset(this);
            return _json;
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_end);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_end);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _attachments = null;
        if (_buffer.Length <= KeepAtMost && _cached is null)
        {
            _cached = this;
            return;
        }

        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _json.Dispose();
    }

    /// <summary>Adds a binary message; its number among them.</summary>
    internal int Attach(ReadOnlyMemory<byte> bytes)
    {
        (_attachments ??= []).Add(bytes);
        return _attachments.Count - 1;
    }

    /// <summary>Makes room in the payload, and returns it for the caller to fill.</summary>
    internal Span<byte> Insert(int position, int length)
    {
        Reserve(length);
        var at = WebSocketFrames.MaxHeader + position;
        _buffer.AsSpan(at, _end - at).CopyTo(_buffer.AsSpan(at + length));
        _end += length;
        return _buffer.AsSpan(at, length);
    }

    /// <summary>The payload, to be changed in place.</summary>
    internal Span<byte> Written => _buffer.AsSpan(WebSocketFrames.MaxHeader, _end - WebSocketFrames.MaxHeader);

    /// <summary>Header and payload of a text message.</summary>
    internal ReadOnlySpan<byte> AsTextFrame()
    {
        if (!_isFramed)
        {
            var length = _end - WebSocketFrames.MaxHeader;
            _start = WebSocketFrames.MaxHeader - WebSocketFrames.HeaderLength(length);
            WebSocketFrames.WriteHeader(_buffer.AsSpan(_start), length, Opcode.Text);
            _isFramed = true;
        }

        return _buffer.AsSpan(_start, _end - _start);
    }

    /// <summary>The same with a compressed payload, where that is worth it.</summary>
    internal ReadOnlySpan<byte> AsCompressedFrame(int threshold)
    {
        if (Payload.Length < threshold)
        {
            return AsTextFrame();
        }

        if (_compressed is null)
        {
            using var output = new MemoryStream(Payload.Length / 2);
            MessageDeflate.Deflate(Payload, output);
            var length = (int)output.Length;
            _compressed = new byte[WebSocketFrames.HeaderLength(length) + length];
            var header = WebSocketFrames.WriteHeader(_compressed, length, Opcode.Text, isCompressed: true);
            output.GetBuffer().AsSpan(0, length).CopyTo(_compressed.AsSpan(header));
        }

        return _compressed;
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_buffer.Length - _end >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _end + needed));
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
