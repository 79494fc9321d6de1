namespace Services.Orchestrator.Graph;

/// <summary>
/// One step of a graph. A node may run again with the state it began with (its worker died, or the checkpoint after it was not written),
/// so its effects must be idempotent. Nodes hold no state of their own, and do not know each other: the edges say what follows.
/// </summary>
internal interface INode<TState>
    where TState : class
{
    /// <summary>Unique within the graph; stands in checkpoints and spans, so it never changes.</summary>
    string Name { get; }

    /// <summary>
    /// True if the node may begin while the checkpoint before it is still being written, because nothing comes of its having run but the
    /// state that it returns. It may find out then that the run is another worker's. Default: false.
    /// </summary>
    bool BeginsEarly => false;

    /// <summary>Does the work and returns the new state.</summary>
    Task<TState> RunAsync(TState state, INodeContext<TState> context, CancellationToken cancellationToken);
}

/// <summary>What the runner offers a node.</summary>
internal interface INodeContext<TState>
    where TState : class
{
    /// <summary>Saves the state within a node: the successor of a worker that dies begins this node with it.</summary>
    Task SaveAsync(TState state, CancellationToken cancellationToken);
}
