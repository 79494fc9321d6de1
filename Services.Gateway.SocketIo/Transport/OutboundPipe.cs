using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// What waits to be written to one connection. Frames go straight into the connection's pipe and are offered to the socket with the next
/// flush, which comes at the end of a <see cref="SendScope"/> or as soon as <see cref="FlushThreshold"/> bytes have gathered. Only what
/// waits behind a flush that the socket has not completed counts towards the bound; it gathers in one pooled buffer. So does what little
/// waits for its first flush while thousands of connections do: the pipe would hold a page for each. An idle connection owns no buffer,
/// and is its own lock. Thread-safe.
/// </summary>
internal sealed class OutboundPipe(PipeWriter writer, int maxBytes, Action onFailed) : IFlushable
{
    /// <summary>So many bytes are not kept back for the end of the scope.</summary>
    public const int FlushThreshold = 256 * 1024;

    private const int InitialSize = 4096;

    /// <summary>So many bytes wait outside the pipe in a crowd, and no more.</summary>
    private const int SmallSize = 512;

    private Action? _onFlushed;
    private ValueTaskAwaiter<FlushResult> _flush;
    private byte[]? _overflow;
    private int _overflowBytes;
    private int _bytes;
    private bool _isScheduled;
    private bool _isFlushing;
    private volatile bool _isCongested;
    private bool _isSealed;
    private TaskCompletionSource? _drained;

    /// <summary>Bytes that wait, those included that were offered to the socket and not taken yet.</summary>
    public int Bytes
    {
        get
        {
            lock (this)
            {
                return _bytes;
            }
        }
    }

    /// <summary>True while the socket does not take what it was offered.</summary>
    public bool IsCongested => _isCongested;

    /// <summary>
    /// Adds whole frames that belong together; false if the pipe is sealed, or if more would wait than the bound allows. When nothing
    /// waits, frames of any size are taken.
    /// </summary>
    public bool TryAppend(ReadOnlySpan<byte> frame, ReadOnlySpan<ReadOnlyMemory<byte>> attachments = default)
    {
        bool isDue;
        lock (this)
        {
            if (_isSealed || (_isFlushing && _overflowBytes > 0 && frame.Length + SizeOf(attachments) > maxBytes - _overflowBytes))
            {
                return false;
            }

            Write(frame);
            foreach (var attachment in attachments)
            {
                WriteBinary(attachment.Span);
            }

            isDue = _bytes >= FlushThreshold;
            if (_isFlushing || (_isScheduled && !isDue))
            {
                return true;
            }

            _isScheduled = true;
        }

        if (isDue)
        {
            Flush();
        }
        else
        {
            SendScope.Schedule(this);
        }

        return true;
    }

    /// <summary>
    /// Adds the last frame and takes no more. With <paramref name="discard"/>, what the connection has not taken is dropped.
    /// </summary>
    public void Seal(ReadOnlySpan<byte> lastFrame, bool discard)
    {
        lock (this)
        {
            if (_isSealed)
            {
                return;
            }

            _isSealed = true;
            if (discard)
            {
                _bytes -= _overflowBytes;
                _overflowBytes = 0;
            }

            Write(lastFrame);
            _isScheduled = true;
        }

        SendScope.Schedule(this);
    }

    /// <summary>Completes once nothing waits and nothing is being written.</summary>
    public Task WhenDrained()
    {
        lock (this)
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
        lock (this)
        {
            _isScheduled = false;
            if (_isFlushing || _bytes == 0)
            {
                return;
            }

            _isFlushing = true;
            WriteOverflow();
        }

        FlushAll();
    }

    /// <summary>
    /// Flushes until nothing has gathered meanwhile, or until the socket makes it wait: then its completion goes on here.
    /// </summary>
    private void FlushAll()
    {
        try
        {
            do
            {
                if (Waits(writer.FlushAsync()))
                {
                    return;
                }

                if (_flush.GetResult().IsCompleted)
                {
                    Fail();
                    return;
                }
            } while (TakeOverflow());
        }
        catch (Exception)
        {
            // The peer is gone or the connection was aborted; the reader learns the same and ends the connection.
            Fail();
        }
    }

    /// <summary>True if the socket does not take it all now; <see cref="OnFlushed"/> runs when it has.</summary>
    private bool Waits(ValueTask<FlushResult> flush)
    {
        _flush = flush.GetAwaiter();
        if (_flush.IsCompleted)
        {
            return false;
        }

        _isCongested = true;
        _flush.UnsafeOnCompleted(_onFlushed ??= OnFlushed);
        return true;
    }

    private void OnFlushed()
    {
        bool isOver;
        try
        {
            isOver = _flush.GetResult().IsCompleted;
        }
        catch (Exception)
        {
            isOver = true;
        }

        _isCongested = false;
        if (isOver)
        {
            Fail();
        }
        else if (TakeOverflow())
        {
            FlushAll();
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

    private void WriteBinary(ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[WebSocketFrames.MaxHeader];
        Write(header[..WebSocketFrames.WriteHeader(header, payload.Length, Opcode.Binary)]);
        Write(payload);
    }

    private void Write(ReadOnlySpan<byte> frame)
    {
        var isFirst = _bytes == 0;
        _bytes += frame.Length;
        if (!_isFlushing && !(isFirst ? FlushQueue.IsCrowded(RuntimeHelpers.GetHashCode(this)) : _overflowBytes > 0))
        {
            writer.Write(frame);
            return;
        }

        var needed = _overflowBytes + frame.Length;
        if (!_isFlushing && needed > SmallSize)
        {
            WriteOverflow();
            writer.Write(frame);
            return;
        }

        if (_overflow is null || _overflow.Length < needed)
        {
            var least = _isFlushing ? InitialSize : SmallSize;
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(least, Math.Max(needed, Math.Min(_overflowBytes * 2, maxBytes))));
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
        lock (this)
        {
            _bytes = _overflowBytes;
            if (_overflowBytes == 0)
            {
                _isFlushing = false;
                Release();
                return false;
            }

            writer.Write(_overflow.AsSpan(0, _overflowBytes));
            _overflowBytes = 0;
            return true;
        }
    }

    /// <summary>Before the first flush: hands the pipe what waited outside it.</summary>
    private void WriteOverflow()
    {
        if (_overflowBytes > 0)
        {
            writer.Write(_overflow.AsSpan(0, _overflowBytes));
            _overflowBytes = 0;
            ReturnOverflow();
        }
    }

    private void Fail()
    {
        lock (this)
        {
            _isSealed = true;
            _isFlushing = false;
            _bytes = 0;
            _overflowBytes = 0;
            Release();
        }

        onFailed();
    }

    private void ReturnOverflow()
    {
        if (_overflow is not null)
        {
            ArrayPool<byte>.Shared.Return(_overflow);
            _overflow = null;
        }
    }

    private void Release()
    {
        ReturnOverflow();
        _drained?.TrySetResult();
        _drained = null;
    }
}
