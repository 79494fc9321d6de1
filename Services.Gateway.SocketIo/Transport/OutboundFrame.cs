using System.Buffers;
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
    private static readonly JsonWriterOptions JsonOptions = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int InitialSize = 512;
    private const int KeepAtMost = 64 * 1024;

    [ThreadStatic]
    private static OutboundFrame? cached;

    private readonly Utf8JsonWriter json;
    private byte[] buffer;
    private int end;
    private int start;
    private bool isFramed;

    private OutboundFrame()
    {
        buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
        json = new Utf8JsonWriter(this, JsonOptions);
        end = WebSocketFrames.MaxHeader;
    }

    /// <summary>An empty frame; dispose it soon, on the same thread.</summary>
    public static OutboundFrame Rent()
    {
        var frame = cached ?? new OutboundFrame();
        cached = null;
        frame.end = WebSocketFrames.MaxHeader;
        frame.isFramed = false;
        return frame;
    }

    /// <summary>What was written so far, without the WebSocket header.</summary>
    public ReadOnlySpan<byte> Payload => buffer.AsSpan(WebSocketFrames.MaxHeader, end - WebSocketFrames.MaxHeader);

    /// <summary>A JSON writer on this frame; flush it before the frame is sent.</summary>
    internal Utf8JsonWriter Json
    {
        get
        {
            json.Reset(this);
            return json;
        }
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, buffer.Length - end);
        end += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(end);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsSpan(end);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (buffer.Length <= KeepAtMost && cached is null)
        {
            cached = this;
            return;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        json.Dispose();
    }

    /// <summary>Header and payload of a text message.</summary>
    internal ReadOnlySpan<byte> AsTextFrame()
    {
        if (!isFramed)
        {
            var length = end - WebSocketFrames.MaxHeader;
            start = WebSocketFrames.MaxHeader - WebSocketFrames.HeaderLength(length);
            WebSocketFrames.WriteHeader(buffer.AsSpan(start), length, binary: false);
            isFramed = true;
        }

        return buffer.AsSpan(start, end - start);
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (buffer.Length - end >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, end + needed));
        buffer.AsSpan(0, end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
