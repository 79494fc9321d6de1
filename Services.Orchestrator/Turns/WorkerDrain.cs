namespace Services.Orchestrator.Turns;

/// <summary>
/// An operator's wish that this worker takes no turns for a while: it steps back from its partitions, ends what runs, and waits. The wish
/// ends with the process. Thread safe.
/// </summary>
internal sealed class WorkerDrain(WorkerMembership membership) : IDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource _request = new();
    private TaskCompletionSource _drained = NewSource();
    private TaskCompletionSource _resumed = NewSource();

    /// <summary>True from the wish on until it is taken back.</summary>
    public bool IsRequested => Requested.IsCancellationRequested;

    /// <summary>Signals the wish.</summary>
    public CancellationToken Requested
    {
        get
        {
            lock (_lock)
            {
                return _request.Token;
            }
        }
    }

    /// <summary>Completes when nothing runs here any more.</summary>
    /// <param name="force">Also if no other worker is left, and turns then wait.</param>
    /// <param name="cancellationToken">Ends the wait, not the wish.</param>
    /// <returns>False if it is the only worker; then it goes on.</returns>
    public async Task<bool> DrainAsync(bool force, CancellationToken cancellationToken)
    {
        if (!IsRequested)
        {
            if (force)
            {
                membership.StepAside();
            }
            else if (!await membership.TryStepAsideAsync(cancellationToken))
            {
                return false;
            }
        }

        Task drained;
        lock (_lock)
        {
            _request.Cancel();
            drained = _drained.Task;
        }

        await drained.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes turns again, once what ran has ended; nothing if it was not drained.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        Task drained;
        lock (_lock)
        {
            if (!_request.IsCancellationRequested)
            {
                return;
            }

            drained = _drained.Task;
        }

        await drained.WaitAsync(cancellationToken);
        lock (_lock)
        {
            if (!_request.IsCancellationRequested)
            {
                return;
            }

            membership.StepBack();
            _request.Dispose();
            _request = new CancellationTokenSource();
            _drained = NewSource();
            var resumed = _resumed;
            _resumed = NewSource();
            resumed.SetResult();
        }
    }

    /// <summary>Says that nothing runs any more, and waits until the worker is to go on.</summary>
    public async Task CompleteAsync(CancellationToken stoppingToken)
    {
        Task resumed;
        lock (_lock)
        {
            resumed = _resumed.Task;
            _drained.TrySetResult();
        }

        await resumed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _request.Dispose();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
