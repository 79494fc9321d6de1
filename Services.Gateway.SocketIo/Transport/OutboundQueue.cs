using System.Buffers;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// What waits to be written to one connection: whole frames, back to back in one pooled buffer. One writer at a time takes all that has
/// gathered and writes it in one flush. An idle queue owns no buffer. Thread-safe.
/// </summary>
internal sealed class OutboundQueue(Stream stream, int maxBytes, int maxMessages, Action onFailed) : IThreadPoolWorkItem
{
    private const int InitialSize = 1024;

    private readonly Lock _gate = new();
    private byte[]? _pending;
    private int _pendingBytes;
    private int _pendingMessages;
    private int _writingBytes;
    private int _writingMessages;
    private bool _isWriting;
    private bool _isSealed;
    private TaskCompletionSource? _drained;

    /// <summary>Bytes that wait or are being written.</summary>
    public int Bytes
    {
        get
        {
            lock (_gate)
            {
                return _pendingBytes + _writingBytes;
            }
        }
    }

    /// <summary>Adds a whole frame; false if the bounds do not allow it or the queue is sealed.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            if (_isSealed || _pendingMessages + _writingMessages >= maxMessages || frame.Length > maxBytes - _pendingBytes - _writingBytes)
            {
                return false;
            }

            Copy(frame);
        }

        return true;
    }

    /// <summary>Adds the last frame and takes no more. With <paramref name="discard"/>, what waits is dropped, so that the frame is not behind it.</summary>
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
                _pendingBytes = 0;
                _pendingMessages = 0;
            }

            if (!lastFrame.IsEmpty)
            {
                Copy(lastFrame);
            }
        }
    }

    /// <summary>Completes once nothing waits and nothing is being written.</summary>
    public Task WhenDrained()
    {
        lock (_gate)
        {
            if (!_isWriting)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => WriteAll();

    private void Copy(ReadOnlySpan<byte> frame)
    {
        var needed = _pendingBytes + frame.Length;
        if (_pending is null || _pending.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, Math.Max(needed, _pendingBytes * 2)));
            if (_pending is not null)
            {
                _pending.AsSpan(0, _pendingBytes).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_pending);
            }

            _pending = larger;
        }

        frame.CopyTo(_pending.AsSpan(_pendingBytes));
        _pendingBytes = needed;
        _pendingMessages++;
        if (!_isWriting)
        {
            _isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryTake(out byte[] buffer, out int length)
    {
        lock (_gate)
        {
            _writingBytes = 0;
            _writingMessages = 0;
            if (_pendingBytes == 0)
            {
                _isWriting = false;
                if (_pending is not null)
                {
                    ArrayPool<byte>.Shared.Return(_pending);
                    _pending = null;
                }

                _drained?.TrySetResult();
                _drained = null;
                buffer = [];
                length = 0;
                return false;
            }

            buffer = _pending!;
            length = _pendingBytes;
            _writingBytes = _pendingBytes;
            _writingMessages = _pendingMessages;
            _pending = null;
            _pendingBytes = 0;
            _pendingMessages = 0;
            return true;
        }
    }

    private async void WriteAll()
    {
        while (TryTake(out var buffer, out var length))
        {
            try
            {
                await stream.WriteAsync(buffer.AsMemory(0, length));
                await stream.FlushAsync();
            }
            catch (Exception)
            {
                // The peer is gone or the connection was aborted; the reader learns the same and ends the connection.
                Fail();
                return;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void Fail()
    {
        lock (_gate)
        {
            _isSealed = true;
            _pendingBytes = 0;
            _pendingMessages = 0;
        }

        onFailed();
        TryTake(out _, out _);
    }
}
