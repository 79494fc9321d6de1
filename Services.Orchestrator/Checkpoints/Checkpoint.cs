using Services.Contracts.Ids;

namespace Services.Orchestrator.Checkpoints;

/// <summary>Where a run stands.</summary>
/// <param name="Version">From 1; 0 before the first.</param>
/// <param name="Next">The node to run next; null once the run has ended.</param>
/// <param name="State">What it starts with.</param>
internal sealed record Checkpoint<TState>(int Version, string? Next, TState State)
    where TState : class;

/// <summary>The checkpoints of runs: one row for each step, never overwritten.</summary>
internal interface ICheckpointStore<TState>
    where TState : class
{
    /// <summary>
    /// Writes the next versions, at least one; false, and nothing is written, when somebody else has written any of them.
    /// </summary>
    Task<bool> TryAppendAsync(TurnId run, IReadOnlyList<Checkpoint<TState>> checkpoints, CancellationToken cancellationToken);
}

/// <summary>Another worker carries this run on; this one has lost it.</summary>
internal sealed class CheckpointConflictException(TurnId run, int version)
    : Exception($"Checkpoint {version} of turn {run} was written by another worker.");
