using System.Buffers;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// What waits to be written to one connection: whole frames, back to back in one pooled buffer. One writer at a time takes all that has
/// gathered and writes it in one flush. An idle queue owns no buffer. Thread-safe.
/// </summary>
internal sealed class OutboundQueue(Stream stream, int maxBytes, int maxMessages, Action onFailed) : IThreadPoolWorkItem
{
    private const int InitialSize = 1024;

    private readonly Lock gate = new();
    private byte[]? pending;
    private int pendingBytes;
    private int pendingMessages;
    private int writingBytes;
    private int writingMessages;
    private bool isWriting;
    private bool isSealed;
    private TaskCompletionSource? drained;

    /// <summary>Bytes that wait or are being written.</summary>
    public int Bytes
    {
        get
        {
            lock (gate)
            {
                return pendingBytes + writingBytes;
            }
        }
    }

    /// <summary>Adds a whole frame; false if the bounds do not allow it or the queue is sealed.</summary>
    public bool TryAppend(ReadOnlySpan<byte> frame)
    {
        lock (gate)
        {
            if (isSealed || pendingMessages + writingMessages >= maxMessages || frame.Length > maxBytes - pendingBytes - writingBytes)
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
        lock (gate)
        {
            if (isSealed)
            {
                return;
            }

            isSealed = true;
            if (discard)
            {
                pendingBytes = 0;
                pendingMessages = 0;
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
        lock (gate)
        {
            if (!isWriting)
            {
                return Task.CompletedTask;
            }

            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return drained.Task;
        }
    }

    void IThreadPoolWorkItem.Execute() => WriteAll();

    private void Copy(ReadOnlySpan<byte> frame)
    {
        var needed = pendingBytes + frame.Length;
        if (pending is null || pending.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, Math.Max(needed, pendingBytes * 2)));
            if (pending is not null)
            {
                pending.AsSpan(0, pendingBytes).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(pending);
            }

            pending = larger;
        }

        frame.CopyTo(pending.AsSpan(pendingBytes));
        pendingBytes = needed;
        pendingMessages++;
        if (!isWriting)
        {
            isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryTake(out byte[] buffer, out int length)
    {
        lock (gate)
        {
            writingBytes = 0;
            writingMessages = 0;
            if (pendingBytes == 0)
            {
                isWriting = false;
                if (pending is not null)
                {
                    ArrayPool<byte>.Shared.Return(pending);
                    pending = null;
                }

                drained?.TrySetResult();
                drained = null;
                buffer = [];
                length = 0;
                return false;
            }

            buffer = pending!;
            length = pendingBytes;
            writingBytes = pendingBytes;
            writingMessages = pendingMessages;
            pending = null;
            pendingBytes = 0;
            pendingMessages = 0;
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
        lock (gate)
        {
            isSealed = true;
            pendingBytes = 0;
            pendingMessages = 0;
        }

        onFailed();
        TryTake(out _, out _);
    }
}
