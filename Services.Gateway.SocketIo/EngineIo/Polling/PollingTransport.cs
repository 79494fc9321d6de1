using System.Buffers;
using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>
/// HTTP long-polling: what is sent gathers until the client's GET fetches it, what the client sends comes with a POST. One of each at a
/// time; an overlap ends the session. Thread-safe.
/// </summary>
internal sealed partial class PollingTransport(IEngineSession session) : IFlushable
{
    private readonly Lock _gate = new();
    private PayloadBuffer _buffer;
    private TaskCompletionSource<InboundMessage>? _poll;
    private State _state;
    private byte[] _lastPayload = [];
    private int _polls;
    private bool _isPosting;
    private bool _isScheduled;

    private enum State
    {
        /// <summary>GETs wait for something to send.</summary>
        Open,

        /// <summary>A WebSocket is being probed: a GET is answered at once, so that the client can go over.</summary>
        Upgrading,

        /// <summary>
        /// What waits leaves first; the GET after it gets the last packet, alone. Clients heed a close packet before what comes with it.
        /// </summary>
        Closing,

        /// <summary>A GET took the last packet.</summary>
        Closed,

        /// <summary>No request is served any more.</summary>
        Sealed,
    }

    /// <summary>True while no GET waits: what is sent now would have to be kept.</summary>
    public bool IsCongested => Volatile.Read(ref _poll) is null;

    /// <summary>
    /// Adds a text packet and the binary ones that belong to it; no text packet if it is empty. When nothing waits, packets of any size are
    /// taken.
    /// </summary>
    public AppendResult Append(ReadOnlySpan<byte> packet, ReadOnlySpan<ReadOnlyMemory<byte>> attachments)
    {
        lock (_gate)
        {
            if (_state >= State.Closing)
            {
                return session.IsUpgraded ? AppendResult.Upgraded : AppendResult.Closed;
            }

            if (_buffer.Length > 0 && PayloadBuffer.SizeOf(packet, attachments) > session.Options.MaxOutboundBytes - _buffer.Length)
            {
                return AppendResult.Full;
            }

            if (!packet.IsEmpty)
            {
                _buffer.AddText(packet);
            }

            foreach (var attachment in attachments)
            {
                _buffer.AddBinary(attachment.Span);
            }

            if (_poll is not null && _buffer.Length >= OutboundPipe.FlushThreshold)
            {
                Answer();
            }

            if (_poll is null || _isScheduled)
            {
                return AppendResult.Taken;
            }

            _isScheduled = true;
        }

        SendScope.Schedule(this);
        return AppendResult.Taken;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_gate)
        {
            _isScheduled = false;
            Answer();
        }
    }

    /// <summary>Serves a GET: waits for something to send.</summary>
    public async Task GetAsync(HttpContext context)
    {
        Task<InboundMessage> poll;
        bool ends;
        int number;
        lock (_gate)
        {
            number = ++_polls;
            if (_poll is not null || _state is State.Closed or State.Sealed)
            {
                poll = Task.FromResult(default(InboundMessage));
                ends = _poll is not null;
            }
            else
            {
                if (_state == State.Upgrading && _buffer.Length == 0)
                {
                    _buffer.AddText([EnginePacketType.Noop]);
                }

                _poll = new TaskCompletionSource<InboundMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
                poll = _poll.Task;
                ends = false;
                Answer();
            }
        }

        if (poll.IsCompleted && poll.Result.Kind == InboundKind.Closed)
        {
            if (ends)
            {
                session.Break("overlapping polls");
            }

            await EngineIoError.BadRequest.WriteAsync(context);
            return;
        }

        using var aborted = context.RequestAborted.UnsafeRegister(
            static state =>
            {
                var (transport, waiting) = ((PollingTransport, Task<InboundMessage>))state!;
                transport.Abandon(waiting);
            },
            (this, poll)
        );
        using var payload = await poll;
        if (payload.Kind != InboundKind.Closed && !await PollingResponse.WriteAsync(context, payload.Memory, session.Options))
        {
            OnLost(number);
        }

        if (IsEnding)
        {
            session.End();
        }
    }

    /// <summary>Answers the GET that waits, and those to come, at once.</summary>
    public void BeginUpgrade() => Change(State.Open, State.Upgrading);

    /// <summary>The upgrade was given up.</summary>
    public void CancelUpgrade() => Change(State.Upgrading, State.Open);

    /// <summary>
    /// Ends the service and hands over what was not fetched, before anything newer can be sent by <paramref name="next"/>. False if a POST
    /// is still being taken.
    /// </summary>
    public bool TrySeal(Action<InboundMessage> next)
    {
        lock (_gate)
        {
            if (_isPosting || _state != State.Upgrading)
            {
                return false;
            }

            _state = State.Sealed;
            using var rest = _buffer.Take();
            next(rest);
            _poll?.TrySetResult(default);
            _poll = null;
            return true;
        }
    }

    /// <summary>
    /// Sends a last payload behind what waits: <paramref name="now"/> to a GET that waits, <paramref name="later"/> to one that is to come.
    /// True if a GET took it.
    /// </summary>
    public bool Close(ReadOnlySpan<byte> now, ReadOnlySpan<byte> later)
    {
        lock (_gate)
        {
            if (_state < State.Closing)
            {
                _state = State.Closing;
                _lastPayload = (_poll is not null && _buffer.Length == 0 ? now : later).ToArray();
                Answer();
            }

            return _state != State.Closing;
        }
    }

    /// <summary>Nobody is served any more.</summary>
    public void End()
    {
        lock (_gate)
        {
            _state = State.Sealed;
            _buffer.Take().Dispose();
            _poll?.TrySetResult(default);
            _poll = null;
        }
    }

    private bool IsEnding
    {
        get
        {
            lock (_gate)
            {
                return _state == State.Closed;
            }
        }
    }

    private void Change(State from, State to)
    {
        lock (_gate)
        {
            if (_state != from)
            {
                return;
            }

            _state = to;
            if (to == State.Upgrading && _poll is not null && _buffer.Length == 0)
            {
                _buffer.AddText([EnginePacketType.Noop]);
            }

            Answer();
        }
    }

    /// <summary>Gives what waits to the GET that waits, if there are both.</summary>
    private void Answer()
    {
        if (_poll is null)
        {
            return;
        }

        if (_state == State.Closing && _buffer.Length == 0)
        {
            _buffer.AddText(_lastPayload);
            _state = State.Closed;
        }

        if (_buffer.Length > 0)
        {
            var poll = _poll;
            _poll = null;
            poll.TrySetResult(_buffer.Take());
        }
    }

    /// <summary>
    /// The client hung up before it had its answer. If it polls again, or goes over to a WebSocket, what was in that is missing and what
    /// comes later is not, and nothing would tell it: the session is over. One that has sent its next GET by then had the answer.
    /// </summary>
    private void OnLost(int number)
    {
        lock (_gate)
        {
            if (number != _polls)
            {
                return;
            }
        }

        session.Close(SocketIoDisconnectReason.TransportClosed);
    }

    /// <summary>
    /// The client hung up on a GET that waits: it will not come back for what was in it. For one that was answered see <see
    /// cref="OnLost"/>.
    /// </summary>
    private void Abandon(Task<InboundMessage> waiting)
    {
        lock (_gate)
        {
            if (_poll?.Task != waiting)
            {
                return;
            }

            _poll.TrySetResult(default);
            _poll = null;
        }

        session.Close(SocketIoDisconnectReason.TransportClosed);
    }
}
