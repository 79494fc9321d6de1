using Services.Orchestrator.Checkpoints;

namespace Services.Orchestrator.Turns;

/// <summary>A turn whose moment has come. Its session is this worker's alone until disposed.</summary>
internal sealed class Admission : IAsyncDisposable
{
    private readonly SessionLeases.Lease? _lease;

    private Admission(SessionLeases.Lease? lease, int attempt, StoredCheckpoint? checkpoint)
    {
        _lease = lease;
        Attempt = attempt;
        Checkpoint = checkpoint;
    }

    /// <summary>A turn that was finished before: there is nothing to do.</summary>
    public static Admission Finished { get; } = new(null, 0, null);

    /// <summary>How many attempts there were, this one included; 0 if the turn is finished.</summary>
    public int Attempt { get; }

    /// <summary>Where an earlier attempt has come; null if none has come anywhere.</summary>
    public StoredCheckpoint? Checkpoint { get; }

    /// <summary>Signals that another worker may have the session now.</summary>
    public CancellationToken Lost => _lease?.Lost ?? CancellationToken.None;

    /// <summary>A turn that was started.</summary>
    public static Admission Started(SessionLeases.Lease lease, int attempt, StoredCheckpoint? checkpoint) =>
        new(lease, attempt, checkpoint);

    public ValueTask DisposeAsync() => _lease?.DisposeAsync() ?? ValueTask.CompletedTask;
}
