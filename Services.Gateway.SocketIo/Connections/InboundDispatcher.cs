namespace Services.Gateway.SocketIo.Connections;

/// <summary>
/// Runs a connection's work one at a time, in order, without a task of its own: work that completes at once runs on the reader's
/// thread, and what arrives behind work that waits is queued. The queue is bounded by <see cref="WhenRoom"/>, which the reader awaits.
/// </summary>
internal sealed class InboundDispatcher(int maxPending, int maxBytes)
{
    private readonly Lock gate = new();
    private Queue<InboundWork>? queue;
    private int queuedBytes;
    private bool isRunning;
    private TaskCompletionSource? room;
    private TaskCompletionSource? idle;

    /// <summary>Runs the work, now or after what is before it.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="inline">True when the caller's thread may run it.</param>
    public void Post(InboundWork work, bool inline)
    {
        lock (gate)
        {
            if (isRunning)
            {
                queue ??= new Queue<InboundWork>();
                queue.Enqueue(work);
                queuedBytes += work.Bytes;
                return;
            }

            isRunning = true;
        }

        if (inline)
        {
            Run(work);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(static state => state.dispatcher.Run(state.work), (dispatcher: this, work), preferLocal: false);
        }
    }

    /// <summary>Completes when there is room for more.</summary>
    public Task WhenRoom()
    {
        lock (gate)
        {
            if (!IsFull)
            {
                return Task.CompletedTask;
            }

            room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return room.Task;
        }
    }

    /// <summary>Completes when everything posted so far, and by it, has been done.</summary>
    public Task WhenIdle()
    {
        lock (gate)
        {
            if (!isRunning)
            {
                return Task.CompletedTask;
            }

            idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return idle.Task;
        }
    }

    private bool IsFull => queue is not null && (queue.Count >= maxPending || queuedBytes >= maxBytes);

    private async void Run(InboundWork work)
    {
        for (var current = work; current is not null; current = Next())
        {
            await current.RunAsync();
        }
    }

    private InboundWork? Next()
    {
        lock (gate)
        {
            if (queue is null || !queue.TryDequeue(out var next))
            {
                isRunning = false;
                idle?.TrySetResult();
                idle = null;
                return null;
            }

            queuedBytes -= next.Bytes;
            if (!IsFull)
            {
                room?.TrySetResult();
                room = null;
            }

            return next;
        }
    }
}
