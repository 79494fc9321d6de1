using System.Buffers;
using System.IO.Pipelines;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// What waits to be written to one connection. Frames go straight into the connection's pipe and leave with the next flush; while the peer
/// does not keep up, they gather in one pooled buffer of bounded size. An idle connection owns no buffer. Thread-safe.
/// </summary>
internal sealed class OutboundPipe(PipeWriter writer, int maxBytes, int maxMessages, Action onFailed) : IFlushable
{
    private const int InitialSize = 4096;

    private readonly Lock _gate = new();
    private byte[]? _overflow;
    private int _overflowBytes;
    private int _overflowMessages;
    private int _bytes;
    private int _messages;
    private bool _isScheduled;
    private bool _isFlushing;
    private bool _isSealed;
    private TaskCompletionSource? _drained;

    /// <summary>Bytes that wait, beyond those that the connection has taken.</summary>
    public int Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    /// <summary>True while the connection does not take what is sent.</summary>
    public bool IsCongested => Volatile.Read(ref _isFlushing);

    /// <summary>Adds whole frames that belong together; false if the bounds do not allow it or the pipe is sealed.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame, ReadOnlySpan<ReadOnlyMemory<byte>> attachments = default)
    {
        lock (_gate)
        {
            if (_isSealed || _messages >= maxMessages || frame.Length + SizeOf(attachments) > maxBytes - _bytes)
            {
                return false;
            }

            Write(frame);
            foreach (var attachment in attachments)
            {
                WriteBinary(attachment.Span);
            }

            Count(1 + attachments.Length);
            if (_isScheduled)
            {
                return true;
            }

            _isScheduled = true;
        }

        SendScope.Schedule(this);
        return true;
    }

    /// <summary>
    /// Adds the last frame and takes no more. With <paramref name="discard"/>, what the connection has not taken is dropped.
    /// </summary>
    public void Seal(ReadOnlySpan<byte> lastFrame, bool discard)
    {
        lock (_gate)
        {
            if (_isSealed)
            {
                return;
            }

            _isSealed = true;
            if (discard)
            {
                _bytes -= _overflowBytes;
                _messages -= _overflowMessages;
                _overflowBytes = 0;
                _overflowMessages = 0;
            }

            if (!lastFrame.IsEmpty)
            {
                Write(lastFrame);
                Count(1);
            }

            _isScheduled = true;
        }

        SendScope.Schedule(this);
    }

    /// <summary>Completes once nothing waits and nothing is being written.</summary>
    public Task WhenDrained()
    {
        lock (_gate)
        {
            if (!_isFlushing && _bytes == 0)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_gate)
        {
            _isScheduled = false;
            if (_isFlushing || _bytes == 0)
            {
                return;
            }

            _isFlushing = true;
        }

        try
        {
            do
            {
                var flush = writer.FlushAsync();
                if (!flush.IsCompletedSuccessfully)
                {
                    FinishAsync(flush);
                    return;
                }

                if (flush.Result.IsCompleted)
                {
                    Fail();
                    return;
                }
            } while (TakeOverflow());
        }
        catch (Exception)
        {
            Fail();
        }
    }

    private static int SizeOf(ReadOnlySpan<ReadOnlyMemory<byte>> attachments)
    {
        var size = 0;
        foreach (var attachment in attachments)
        {
            size += WebSocketFrames.MaxHeader + attachment.Length;
        }

        return size;
    }

    private async void FinishAsync(ValueTask<FlushResult> flush)
    {
        try
        {
            while (true)
            {
                if ((await flush).IsCompleted)
                {
                    Fail();
                    return;
                }

                if (!TakeOverflow())
                {
                    return;
                }

                flush = writer.FlushAsync();
            }
        }
        catch (Exception)
        {
            // The peer is gone or the connection was aborted; the reader learns the same and ends the connection.
            Fail();
        }
    }

    private void WriteBinary(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[WebSocketFrames.MaxHeader];
        Write(header[..WebSocketFrames.WriteHeader(header, payload.Length, Opcode.Binary)]);
        Write(payload);
    }

    private void Count(int messages)
    {
        _messages += messages;
        if (_isFlushing)
        {
            _overflowMessages += messages;
        }
    }

    private void Write(ReadOnlySpan<byte> frame)
    {
        _bytes += frame.Length;
        if (!_isFlushing)
        {
            writer.Write(frame);
            return;
        }

        var needed = _overflowBytes + frame.Length;
        if (_overflow is null || _overflow.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, Math.Max(needed, Math.Min(_overflowBytes * 2, maxBytes))));
            if (_overflow is not null)
            {
                _overflow.AsSpan(0, _overflowBytes).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_overflow);
            }

            _overflow = larger;
        }

        frame.CopyTo(_overflow.AsSpan(_overflowBytes));
        _overflowBytes = needed;
    }

    /// <summary>
    /// After a flush: hands the pipe what has gathered meanwhile; false if there was nothing, and then nobody flushes any more.
    /// </summary>
    private bool TakeOverflow()
    {
        lock (_gate)
        {
            _bytes = _overflowBytes;
            _messages = _overflowMessages;
            if (_overflowBytes == 0)
            {
                _isFlushing = false;
                Release();
                return false;
            }

            writer.Write(_overflow.AsSpan(0, _overflowBytes));
            _overflowBytes = 0;
            _overflowMessages = 0;
            return true;
        }
    }

    private void Fail()
    {
        lock (_gate)
        {
            _isSealed = true;
            _isFlushing = false;
            _bytes = 0;
            _messages = 0;
            _overflowBytes = 0;
            _overflowMessages = 0;
            Release();
        }

        onFailed();
    }

    private void Release()
    {
        if (_overflow is not null)
        {
            ArrayPool<byte>.Shared.Return(_overflow);
            _overflow = null;
        }

        _drained?.TrySetResult();
        _drained = null;
    }
}
