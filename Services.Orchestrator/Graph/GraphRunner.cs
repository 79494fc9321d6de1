using System.Diagnostics;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Telemetry;

namespace Services.Orchestrator.Graph;

/// <summary>
/// Runs a graph from its last checkpoint to its end. After each node a checkpoint is written by compare-and-set; when somebody else has
/// written that version, <see cref="CheckpointConflictException"/> ends this run. Thread safe; one instance serves all runs.
/// </summary>
internal sealed class GraphRunner<TState>
    where TState : class
{
    /// <summary>More steps than any path through the graph has; a cycle that does not end is a fault.</summary>
    private const int MaxSteps = 64;

    private readonly Dictionary<string, INode<TState>> _nodes;
    private readonly GraphDefinition<TState> _graph;
    private readonly ICheckpointStore<TState> _checkpoints;

    public GraphRunner(GraphDefinition<TState> graph, IEnumerable<INode<TState>> nodes, ICheckpointStore<TState> checkpoints)
    {
        _nodes = nodes.ToDictionary(node => node.Name, StringComparer.Ordinal);
        _graph = graph;
        _graph.Validate(_nodes.Keys);
        _checkpoints = checkpoints;
    }

    /// <summary>Runs to the end and returns the last state; a run that has ended before returns it at once.</summary>
    public async Task<TState> RunAsync(TurnId run, TState initial, CancellationToken cancellationToken)
    {
        var last = await _checkpoints.FindLatestAsync(run, cancellationToken) ?? new Checkpoint<TState>(0, _graph.Start, initial);
        for (var step = 0; last.Next is not null; step++)
        {
            if (step == MaxSteps)
            {
                throw new InvalidOperationException($"The graph did not end within {MaxSteps} steps.");
            }

            if (!_nodes.TryGetValue(last.Next, out var node))
            {
                throw new InvalidOperationException($"A checkpoint names the node '{last.Next}', which the graph has not.");
            }

            last = await RunNodeAsync(run, node, last, cancellationToken);
        }

        return last.State;
    }

    private async Task<Checkpoint<TState>> RunNodeAsync(
        TurnId run,
        INode<TState> node,
        Checkpoint<TState> last,
        CancellationToken cancellationToken
    )
    {
        using var activity = OrchestratorTelemetry.Source.StartActivity($"graph {node.Name}");
        activity?.SetTag(AttributeNames.GraphNode, node.Name);
        activity?.SetTag(AttributeNames.TurnId, run.ToString());
        try
        {
            var context = new NodeContext(_checkpoints, run, node.Name, last);
            var state = await node.RunAsync(last.State, context, cancellationToken);
            return await context.WriteAsync(state, _graph.Next(node.Name, state), cancellationToken);
        }
        catch (Exception e)
        {
            activity?.SetTag(AttributeNames.ErrorType, e.GetType().FullName);
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    private sealed class NodeContext(ICheckpointStore<TState> checkpoints, TurnId run, string node, Checkpoint<TState> last)
        : INodeContext<TState>
    {
        private Checkpoint<TState> _last = last;

        public Task SaveAsync(TState state, CancellationToken cancellationToken) => WriteAsync(state, node, cancellationToken);

        public async Task<Checkpoint<TState>> WriteAsync(TState state, string? next, CancellationToken cancellationToken)
        {
            var checkpoint = new Checkpoint<TState>(_last.Version + 1, next, state);
            if (!await checkpoints.TryAppendAsync(run, checkpoint, cancellationToken))
            {
                throw new CheckpointConflictException(run, checkpoint.Version);
            }

            return _last = checkpoint;
        }
    }
}
