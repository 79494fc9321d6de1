using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// A server-side WebSocket (RFC 6455) straight on a connection's pipe. It never blocks a sender and holds a bounded amount: what is sent
/// leaves in batches, one flush each; a peer that does not keep up makes <see cref="TrySend(OutboundFrame)"/> return false. One reader; any
/// number of senders.
/// </summary>
public sealed class BoundedWebSocket : IAsyncDisposable
{
    private readonly IDuplexPipe _pipe;
    private readonly Action _abort;
    private readonly BoundedWebSocketOptions _options;
    private readonly TimeProvider _time;
    private readonly OutboundPipe _outbound;
    private readonly KeepAlive? _keepAlive;
    private readonly bool _isCompressed;
    private MessageParser _parser;
    private ITimer? _timer;
    private bool _isBroken;
    private int _closeStarted;

    private BoundedWebSocket(IDuplexPipe pipe, Action abort, BoundedWebSocketOptions options, TimeProvider time, bool isCompressed)
    {
        _pipe = pipe;
        _abort = abort;
        _options = options;
        _time = time;
        _isCompressed = isCompressed;
        _outbound = new OutboundPipe(pipe.Output, options.MaxOutboundBytes, abort);
        _parser = new MessageParser(options.MaxMessageBytes, isCompressed);
        if (options.KeepAliveInterval > TimeSpan.Zero)
        {
            _keepAlive = new KeepAlive(this, options, time);
        }
    }

    /// <summary>Bytes that wait to be sent.</summary>
    public int OutboundBytes => _outbound.Bytes;

    /// <summary>True once this side has begun to close.</summary>
    public bool IsClosing => Volatile.Read(ref _closeStarted) != 0;

    /// <summary>True if <see cref="AcceptAsync"/> can grant the request.</summary>
    public static bool IsRequested(HttpContext context) => WebSocketUpgrade.IsRequested(context);

    /// <summary>Grants the WebSocket request. The request must not end before the socket is disposed.</summary>
    public static async ValueTask<BoundedWebSocket> AcceptAsync(HttpContext context, BoundedWebSocketOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(options);
        var isCompressed = options.AllowsCompression && MessageDeflate.IsOffered(context.Request.Headers.SecWebSocketExtensions);
        var stream = await WebSocketUpgrade.AcceptAsync(context, isCompressed);
        return new BoundedWebSocket(new StreamPipe(stream), context.Abort, options, time, isCompressed);
    }

    /// <summary>
    /// Queues a text message, and the binary ones that belong to it; false if the bounds do not allow it or the socket is closing.
    /// </summary>
    public bool TrySend(OutboundFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return _outbound.TryAppend(
            _isCompressed ? frame.AsCompressedFrame(_options.CompressionThreshold) : frame.AsTextFrame(),
            frame.Attachments
        );
    }

    /// <summary>Queues a binary message; false if the bounds do not allow it or the socket is closing.</summary>
    public bool TrySendBinary(ReadOnlySpan<byte> payload) => _outbound.TryAppend(WebSocketFrames.Binary(payload));

    /// <summary>Completes once everything queued has been written, or the connection is gone.</summary>
    public Task WhenDrained() => _outbound.WhenDrained();

    /// <summary>
    /// The next message. Holds no buffer while there is none. Never throws: a broken connection is <see cref="InboundKind.Closed"/>.
    /// </summary>
    public async ValueTask<InboundMessage> ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var read = await _pipe.Input.ReadAsync();
                var buffer = read.Buffer;
                var found = TryTake(ref buffer, out var message);
                _pipe.Input.AdvanceTo(buffer.Start, found ? buffer.Start : buffer.End);
                if (found)
                {
                    return message;
                }

                if (read.IsCompleted || read.IsCanceled)
                {
                    return new InboundMessage(InboundKind.Closed);
                }
            }
        }
        catch (Exception failure) when (IsBrokenConnection(failure))
        {
            return new InboundMessage(InboundKind.Closed);
        }
    }

    /// <summary>
    /// Sends a close frame after what is queued, or, with <paramref name="discard"/>, instead of it. The connection is cut when the peer
    /// does not answer in time. Only the first call has an effect.
    /// </summary>
    public void Close(WebSocketCloseStatus status, string reason, bool discard = false)
    {
        if (Interlocked.Exchange(ref _closeStarted, 1) != 0)
        {
            return;
        }

        _outbound.Seal(
            status == WebSocketCloseStatus.Empty ? WebSocketFrames.Control(Opcode.Close, []) : WebSocketFrames.Close(status, reason),
            discard
        );
        _timer = _time.CreateTimer(static self => ((BoundedWebSocket)self!).Abort(), this, _options.CloseTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort() => _abort();

    /// <summary>Waits until what is queued is written or the connection is cut, and frees everything.</summary>
    public async ValueTask DisposeAsync()
    {
        Close(WebSocketCloseStatus.NormalClosure, "");
        await _outbound.WhenDrained();
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        if (_keepAlive is not null)
        {
            await _keepAlive.DisposeAsync();
        }

        _parser.Release();
    }

    /// <summary>A socket on a connection whose handshake was answered already.</summary>
    internal static BoundedWebSocket Over(
        ConnectionContext connection,
        BoundedWebSocketOptions options,
        TimeProvider time,
        bool isCompressed
    ) => new(connection.Transport, connection.Abort, options, time, isCompressed);

    /// <summary>True while the peer does not keep up with what is sent.</summary>
    internal bool IsCongested => _outbound.IsCongested;

    /// <summary>Queues text messages that were framed before and belong together.</summary>
    internal bool TrySendFramed(ReadOnlySpan<byte> frames) => _outbound.TryAppend(frames);

    /// <summary>Queues a ping or a pong.</summary>
    internal bool TrySendControl(Opcode opcode, ReadOnlySpan<byte> payload) =>
        _outbound.TryAppend(WebSocketFrames.Control(opcode, payload));

    /// <summary>
    /// Hands every message to the sink until the connection is over; what the sink sends in answer to one read leaves in one flush.
    /// </summary>
    internal async Task PumpAsync(IMessageSink sink)
    {
        try
        {
            while (true)
            {
                var read = await _pipe.Input.ReadAsync();
                var buffer = read.Buffer;
                var isOver = Drain(ref buffer, sink, out var ready);
                _pipe.Input.AdvanceTo(buffer.Start, ready is null ? buffer.End : buffer.Start);
                if (isOver || read.IsCanceled || (read.IsCompleted && ready is null))
                {
                    return;
                }

                if (ready is not null)
                {
                    await ready;
                }
            }
        }
        catch (Exception failure) when (IsBrokenConnection(failure))
        {
            // The connection is gone, and with it the client.
        }
    }

    private bool Drain(ref ReadOnlySequence<byte> buffer, IMessageSink sink, out Task? ready)
    {
        using var scope = SendScope.Enter();
        ready = null;
        while (TryTake(ref buffer, out var message))
        {
            if (message.Kind == InboundKind.Closed)
            {
                return true;
            }

            sink.OnMessage(message);
            ready = sink.WhenReady();
            if (ready is not null)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Takes the next message out of what was received; control frames are answered on the way.</summary>
    private bool TryTake(ref ReadOnlySequence<byte> buffer, out InboundMessage message)
    {
        while (!_isBroken)
        {
            var found = _parser.Read(ref buffer, out message);
            if (found == FrameEvent.NeedMore)
            {
                return false;
            }

            _keepAlive?.OnReceived();
            switch (found)
            {
                case FrameEvent.Message:
                    return true;
                case FrameEvent.Ping:
                    TrySendControl(Opcode.Pong, message.Memory.Span);
                    message.Dispose();
                    break;
                case FrameEvent.Pong:
                    message.Dispose();
                    break;
                case FrameEvent.Close:
                    AnswerClose(message.Memory.Span);
                    message.Dispose();
                    message = new InboundMessage(InboundKind.Closed);
                    return true;
                case FrameEvent.Violation:
                    _isBroken = true;
                    _parser.Release();
                    Close(_parser.Violation.Status, _parser.Violation.Reason);
                    message = new InboundMessage(
                        _parser.Violation.Status == WebSocketCloseStatus.MessageTooBig ? InboundKind.TooLarge : InboundKind.Violation
                    );
                    return true;
            }
        }

        // The peer answers the close frame with its own; the timer cuts the connection of one that does not.
        var isOver = _parser.TrySkipToClose(ref buffer);
        message = isOver ? new InboundMessage(InboundKind.Closed) : default;
        return isOver;
    }

    private void AnswerClose(ReadOnlySpan<byte> payload)
    {
        if (ClosePayload.TryRead(payload, out var status))
        {
            Close(status, "");
        }
        else
        {
            Close(WebSocketCloseStatus.ProtocolError, "malformed close frame");
        }
    }

    private static bool IsBrokenConnection(Exception failure) =>
        failure
            is IOException
                or OperationCanceledException
                or ConnectionAbortedException
                or ObjectDisposedException
                or InvalidOperationException;
}
