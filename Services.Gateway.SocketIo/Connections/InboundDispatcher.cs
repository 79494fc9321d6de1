namespace Services.Gateway.SocketIo.Connections;

/// <summary>
/// Runs a connection's work one at a time, in order, without a task of its own: work that completes at once runs on the reader's
/// thread, and what arrives behind work that waits is queued. The queue is bounded by <see cref="WhenRoom"/>, which the reader awaits.
/// It is its own lock, since there is one for each connection.
/// </summary>
internal sealed class InboundDispatcher(int maxPending, int maxBytes)
{
    private Queue<InboundWork>? _queue;
    private int _queuedBytes;
    private bool _isRunning;

    /// <summary>What runs now and waits; how the last run ended when there is none.</summary>
    private Task _run = Task.CompletedTask;
    private int _runs;
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;

    /// <summary>Runs the work, now or after what is before it.</summary>
    /// <param name="work">What is to be done.</param>
    /// <param name="inline">True when the caller's thread may run it.</param>
    public void Post(InboundWork work, bool inline)
    {
        int run;
        lock (this)
        {
            if (_isRunning)
            {
                _queue ??= new Queue<InboundWork>();
                _queue.Enqueue(work);
                _queuedBytes += work.Bytes;
                return;
            }

            _isRunning = true;
            run = ++_runs;
        }

        if (inline)
        {
            Begin(work, run);
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static state => state.dispatcher.Begin(state.work, state.run),
                (dispatcher: this, work, run),
                preferLocal: false
            );
        }
    }

    /// <summary>Completes when there is room for more.</summary>
    public Task WhenRoom()
    {
        lock (this)
        {
            if (!IsFull)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>
    /// Completes when everything posted so far, and by it, has been done; fails if work broke its promise never to throw.
    /// </summary>
    public Task WhenIdle()
    {
        lock (this)
        {
            return _isRunning ? (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task : _run;
        }
    }

    private bool IsFull => _queue is not null && (_queue.Count >= maxPending || _queuedBytes >= maxBytes);

    private void Begin(InboundWork work, int run)
    {
        var running = RunAsync(work);
        if (running.IsCompletedSuccessfully)
        {
            return;
        }

        lock (this)
        {
            // It may have ended meanwhile, and another have begun.
            if (_isRunning && run == _runs)
            {
                _run = running;
            }
        }
    }

    private async Task RunAsync(InboundWork work)
    {
        try
        {
            for (var current = work; current is not null; current = Next())
            {
                await current.RunAsync();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    /// <summary>What was queued is not done; whoever waits learns of it, and the owner with <see cref="WhenIdle"/>.</summary>
    private void Fail(Exception failure)
    {
        lock (this)
        {
            _isRunning = false;
            _run = Task.FromException(failure);
            _queue?.Clear();
            _queuedBytes = 0;
            _room?.TrySetResult();
            _room = null;
            _idle?.TrySetException(failure);
            _idle = null;
        }
    }

    private InboundWork? Next()
    {
        lock (this)
        {
            if (_queue is null || !_queue.TryDequeue(out var next))
            {
                _isRunning = false;
                _run = Task.CompletedTask;
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
