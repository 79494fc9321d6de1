namespace Services.Gateway.SocketIo.Connections;

/// <summary>
/// Runs a connection's work one at a time, in order, without a task of its own: work that completes at once runs on the reader's
/// thread, and what arrives behind work that waits is queued. The queue is bounded by <see cref="WhenRoom"/>, which the reader awaits.
/// </summary>
internal sealed class InboundDispatcher(int maxPending, int maxBytes)
{
    private readonly Lock _gate = new();
    private Queue<InboundWork>? _queue;
    private int _queuedBytes;
    private bool _isRunning;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;

    /// <summary>Runs the work, now or after what is before it.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="inline">True when the caller's thread may run it.</param>
    public void Post(InboundWork work, bool inline)
    {
        lock (_gate)
        {
            if (_isRunning)
            {
                _queue ??= new Queue<InboundWork>();
                _queue.Enqueue(work);
                _queuedBytes += work.Bytes;
                return;
            }

            _isRunning = true;
        }

        if (inline)
        {
            Run(work);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static state => state.dispatcher.Run(state.work),
                (dispatcher: this, work),
                preferLocal: false
            );
        }
    }

    /// <summary>Completes when there is room for more.</summary>
    public Task WhenRoom()
    {
        lock (_gate)
        {
            if (!IsFull)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Completes when everything posted so far, and by it, has been done.</summary>
    public Task WhenIdle()
    {
        lock (_gate)
        {
            if (!_isRunning)
            {
                return Task.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private bool IsFull => _queue is not null && (_queue.Count >= maxPending || _queuedBytes >= maxBytes);

    private async void Run(InboundWork work)
    {
        for (var current = work; current is not null; current = Next())
        {
            await current.RunAsync();
        }
    }

    private InboundWork? Next()
    {
        lock (_gate)
        {
            if (_queue is null || !_queue.TryDequeue(out var next))
            {
                _isRunning = false;
                _idle?.TrySetResult();
                _idle = null;
                return null;
            }

            _queuedBytes -= next.Bytes;
            if (!IsFull)
            {
                _room?.TrySetResult();
                _room = null;
            }

            return next;
        }
    }
}
