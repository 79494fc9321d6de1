using Services.Contracts.Ids;

namespace Services.Orchestrator.Checkpoints;

/// <summary>
/// Writes the checkpoints of one run in their order: those that come while others are being written go together afterwards. The first that
/// fails is the last. Used by one run at a time.
/// </summary>
/// <param name="checkpoints">Where to.</param>
/// <param name="run">The run.</param>
/// <param name="version">The version of the last checkpoint; 0 before the first.</param>
internal sealed class CheckpointQueue<TState>(ICheckpointStore<TState> checkpoints, TurnId run, int version)
    where TState : class
{
    private readonly Lock _gate = new();
    private List<Checkpoint<TState>> _waiting = [];
    private bool _isWriting;
    private int _version = version;

    /// <summary>Completes when all that were added are written; fails with the first that is not.</summary>
    /// <exception cref="CheckpointConflictException">Another worker carries the run on.</exception>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Begins to write a checkpoint.</summary>
    public Checkpoint<TState> Add(TState state, string? next, CancellationToken cancellationToken)
    {
        var checkpoint = new Checkpoint<TState>(++_version, next, state);
        lock (_gate)
        {
            _waiting.Add(checkpoint);
            if (_isWriting)
            {
                return checkpoint;
            }

            _isWriting = true;
        }

        Completion = WriteAsync(cancellationToken);
        return checkpoint;
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (TakeWaiting() is { Count: > 0 } next)
        {
            if (!await checkpoints.TryAppendAsync(run, next, cancellationToken))
            {
                throw new CheckpointConflictException(run, next[0].Version);
            }
        }
    }

    private List<Checkpoint<TState>> TakeWaiting()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            _isWriting = taken.Count > 0;
            return taken;
        }
    }
}
