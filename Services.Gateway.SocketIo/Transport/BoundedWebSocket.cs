using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// A server-side WebSocket that never blocks a sender and holds a bounded amount: sends are queued and leave in batches, one flush each; a
/// peer that does not keep up makes <see cref="TrySend(OutboundFrame)"/> return false. One reader; any number of senders.
/// </summary>
public sealed class BoundedWebSocket : IAsyncDisposable
{
    private const int InitialReceiveBuffer = 1024;

    private readonly HttpContext _context;
    private readonly BoundedWebSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly OutboundQueue _outbound;
    private readonly WebSocket _socket;
    private ITimer? _closeTimer;
    private int _closeStarted;

    private BoundedWebSocket(HttpContext context, Stream stream, BoundedWebSocketOptions options, TimeProvider time)
    {
        _context = context;
        _options = options;
        _time = time;
        _outbound = new OutboundQueue(stream, options.MaxOutboundBytes, options.MaxOutboundMessages, Abort);
        _socket = WebSocket.CreateFromStream(new FrameStream(stream, _outbound), new WebSocketCreationOptions
        {
            IsServer = true,
            KeepAliveInterval = options.KeepAliveInterval,
            KeepAliveTimeout = options.KeepAliveInterval == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : options.KeepAliveTimeout,
        });
    }

    /// <summary>Bytes that wait to be sent.</summary>
    public int OutboundBytes => _outbound.Bytes;

    /// <summary>True once this side has begun to close.</summary>
    public bool IsClosing => Volatile.Read(ref _closeStarted) != 0;

    /// <summary>True if <see cref="AcceptAsync"/> can grant the request.</summary>
    public static bool IsRequested(HttpContext context) => WebSocketUpgrade.IsRequested(context);

    /// <summary>Grants the WebSocket request. The request must not end before the socket is disposed.</summary>
    public static async ValueTask<BoundedWebSocket> AcceptAsync(HttpContext context, BoundedWebSocketOptions options, TimeProvider time) =>
        new(context, await WebSocketUpgrade.AcceptAsync(context), options, time);

    /// <summary>Queues a text message; false if the bounds do not allow it or the socket is closing.</summary>
    public bool TrySend(OutboundFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return _outbound.TryAppend(frame.AsTextFrame());
    }

    /// <summary>Completes once everything queued has been written, or the connection is gone.</summary>
    public Task WhenDrained() => _outbound.WhenDrained();

    /// <summary>The next message. Holds no buffer while there is none. Never throws: a broken connection is <see cref="InboundKind.Closed"/>.</summary>
    public async ValueTask<InboundMessage> ReceiveAsync()
    {
        byte[]? buffer = null;
        try
        {
            var result = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            var length = 0;
            buffer = ArrayPool<byte>.Shared.Rent(InitialReceiveBuffer);
            while (result.MessageType != WebSocketMessageType.Close && !result.EndOfMessage)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }

                result = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += result.Count;
                if (length > _options.MaxMessageBytes)
                {
                    Close(WebSocketCloseStatus.MessageTooBig, "message too big");
                    return new InboundMessage(InboundKind.TooLarge);
                }
            }

            if (result.MessageType == WebSocketMessageType.Close)
            {
                Close(_socket.CloseStatus is { } status && status != WebSocketCloseStatus.Empty ? status : WebSocketCloseStatus.NormalClosure, "");
                return new InboundMessage(InboundKind.Closed);
            }

            var message = new InboundMessage(
                result.MessageType == WebSocketMessageType.Text ? InboundKind.Text : InboundKind.Binary, buffer, length);
            buffer = null;
            return message;
        }
        catch (Exception failure) when (failure is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            return new InboundMessage(InboundKind.Closed);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>
    /// Sends a close frame after what is queued, or, with <paramref name="discard"/>, instead of it. The connection is cut when the peer does
    /// not answer in time. Only the first call has an effect.
    /// </summary>
    public void Close(WebSocketCloseStatus status, string reason, bool discard = false)
    {
        if (Interlocked.Exchange(ref _closeStarted, 1) != 0)
        {
            return;
        }

        // After a protocol error the framework has sent a close frame of its own.
        var frame = _socket.State is WebSocketState.CloseSent or WebSocketState.Aborted ? [] : WebSocketFrames.Close(status, reason);
        _outbound.Seal(frame, discard);
        _closeTimer = _time.CreateTimer(static self => ((BoundedWebSocket)self!).Abort(), this, _options.CloseTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort()
    {
        _socket.Abort();
        _context.Abort();
    }

    /// <summary>Waits until what is queued is written or the connection is cut, and frees everything.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(WebSocketCloseStatus.NormalClosure, "");
        await _outbound.WhenDrained();
        if (_closeTimer is not null)
        {
            await _closeTimer.DisposeAsync();
        }

        _socket.Dispose();
    }

    private byte[] Grow(byte[] buffer, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, _options.MaxMessageBytes + 1));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
