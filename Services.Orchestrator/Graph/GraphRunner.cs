using System.Diagnostics;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Telemetry;

namespace Services.Orchestrator.Graph;

/// <summary>
/// Runs a graph from its last checkpoint to its end. After each node a checkpoint is written by compare-and-set; when somebody else has
/// written that version, <see cref="CheckpointConflictException"/> ends this run. The next node waits for the checkpoint unless it says
/// that it need not (<see cref="INode{TState}.BeginsEarly"/>). Thread safe; one instance serves all runs.
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

    /// <summary>Where a run begins that has no checkpoint.</summary>
    public Checkpoint<TState> Begin(TState initial) => new(0, _graph.Start, initial);

    /// <summary>
    /// Runs from its last checkpoint to the end and returns the last state; a run that has ended before returns it at once.
    /// </summary>
    public async Task<TState> RunAsync(TurnId run, Checkpoint<TState> last, CancellationToken cancellationToken)
    {
        var written = new CheckpointQueue<TState>(_checkpoints, run, last.Version);
        try
        {
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

                last = await RunNodeAsync(run, node, last.State, written, cancellationToken);
            }

            await written.Completion;
            return last.State;
        }
        finally
        {
            await written.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Checkpoint<TState>> RunNodeAsync(
        TurnId run,
        INode<TState> node,
        TState state,
        CheckpointQueue<TState> written,
        CancellationToken cancellationToken
    )
    {
        using var activity = OrchestratorTelemetry.Source.StartActivity($"graph {node.Name}");
        activity?.SetTag(AttributeNames.GraphNode, node.Name);
        activity?.SetTag(AttributeNames.TurnId, run.ToString());
        try
        {
            if (!node.BeginsEarly)
            {
                await written.Completion;
            }

            var result = await node.RunAsync(state, new NodeContext(written, node.Name), cancellationToken);
            return written.Add(result, _graph.Next(node.Name, result), cancellationToken);
        }
        catch (Exception e)
        {
            activity?.SetTag(AttributeNames.ErrorType, e.GetType().FullName);
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            throw;
        }
    }

    private sealed class NodeContext(CheckpointQueue<TState> written, string node) : INodeContext<TState>
    {
        public Task SaveAsync(TState state, CancellationToken cancellationToken)
        {
            written.Add(state, node, cancellationToken);
            return written.Completion;
        }
    }
}
