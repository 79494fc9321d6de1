using Services.Contracts.Ids;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Graph;

namespace Services.Orchestrator.Tests.Graph;

public sealed class GraphRunnerTests
{
    private static readonly GraphDefinition<Trail> OneNode = new GraphDefinition<Trail>("a").End("a");

    private readonly TurnId _run = TurnId.New();
    private readonly MemoryCheckpoints _checkpoints = new();
    private readonly List<string> _visited = [];

    [Fact]
    public async Task Run_ToItsEnd_VisitsEachNodeAndSavesAfterEach()
    {
        var state = await RunAsync(Runner(), new Trail([]));

        Assert.Equal(["a", "b", "c"], state.Visited);
        Assert.Equal(["b", "c", null], _checkpoints.All.Select(checkpoint => checkpoint.Next));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public async Task Run_DiedInANode_ResumesThereAndRunsNoOtherTwice(string dying)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(Runner(dying), new Trail([])));

        var state = await RunAsync(Runner(), new Trail(["never used again"]));

        Assert.Equal(dying == "a" ? ["never used again", "a", "b", "c"] : ["a", "b", "c"], state.Visited);
        Assert.Equal(3, _checkpoints.All.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_AnotherWorkerWroteTheCheckpoint_EndsWithAConflict(int before)
    {
        _checkpoints.StolenVersion = before + 1;

        await Assert.ThrowsAsync<CheckpointConflictException>(() => RunAsync(Runner(), new Trail([])));
        Assert.Equal(before, _checkpoints.All.Count);
    }

    [Fact]
    public async Task Run_EndedBefore_ReturnsItsStateAtOnce()
    {
        await RunAsync(Runner(), new Trail([]));

        var state = await RunAsync(Runner(dying: "a"), new Trail([]));

        Assert.Equal(["a", "b", "c"], state.Visited);
    }

    [Fact]
    public async Task Run_SavedWithinANode_ResumesWithWhatWasSaved()
    {
        var runner = new GraphRunner<Trail>(OneNode, [new Saving(dies: true)], _checkpoints);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(runner, new Trail([])));

        var state = await RunAsync(new GraphRunner<Trail>(OneNode, [new Saving(dies: false)], _checkpoints), new Trail([]));

        Assert.Equal(["half", "half", "whole"], state.Visited);
    }

    [Fact]
    public async Task Run_CycleWithoutEnd_Throws()
    {
        var runner = new GraphRunner<Trail>(new GraphDefinition<Trail>("a").Edge("a", "a"), [new Visit("a")], _checkpoints);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(runner, new Trail([])));
    }

    [Fact]
    public async Task Run_NodeThatBeginsEarly_DoesNotWaitForTheCheckpointButTheNextDoes()
    {
        var runner = new GraphRunner<Trail>(
            new GraphDefinition<Trail>("a").Edge("a", "b").Edge("b", "c").End("c"),
            [new Visit("a", _visited), new Visit("b", _visited) { BeginsEarly = true }, new Visit("c", _visited)],
            _checkpoints
        );
        _checkpoints.Gate = new TaskCompletionSource();

        var running = RunAsync(runner, new Trail([]));

        Assert.Equal(["a", "b"], _visited);
        _checkpoints.Gate.SetResult();
        Assert.Equal(["a", "b", "c"], (await running).Visited);
        Assert.Equal(["b", "c", null], _checkpoints.All.Select(checkpoint => checkpoint.Next));
    }

    [Fact]
    public async Task Run_ConflictBehindANodeThatBeganEarly_RunsNoOther()
    {
        var runner = new GraphRunner<Trail>(
            new GraphDefinition<Trail>("a").Edge("a", "b").Edge("b", "c").End("c"),
            [new Visit("a", _visited), new Visit("b", _visited) { BeginsEarly = true }, new Visit("c", _visited)],
            _checkpoints
        );
        _checkpoints.StolenVersion = 1;

        await Assert.ThrowsAsync<CheckpointConflictException>(() => RunAsync(runner, new Trail([])));

        Assert.Equal(["a", "b"], _visited);
        Assert.Empty(_checkpoints.All);
    }

    private Task<Trail> RunAsync(GraphRunner<Trail> runner, Trail initial) =>
        runner.RunAsync(_run, _checkpoints.All.LastOrDefault() ?? runner.Begin(initial), CancellationToken.None);

    private GraphRunner<Trail> Runner(string? dying = null) =>
        new(
            new GraphDefinition<Trail>("a").Edge("a", "b").Edge("b", "c").End("c"),
            [new Visit("a") { Dies = dying == "a" }, new Visit("b") { Dies = dying == "b" }, new Visit("c") { Dies = dying == "c" }],
            _checkpoints
        );

    private sealed record Trail(IReadOnlyList<string> Visited);

    private sealed class Visit(string name, List<string>? visited = null) : INode<Trail>
    {
        public string Name => name;

        public bool Dies { get; init; }

        public bool BeginsEarly { get; init; }

        public Task<Trail> RunAsync(Trail state, INodeContext<Trail> context, CancellationToken cancellationToken)
        {
            visited?.Add(name);
            return Dies ? throw new InvalidOperationException("died") : Task.FromResult(new Trail([.. state.Visited, name]));
        }
    }

    private sealed class Saving(bool dies) : INode<Trail>
    {
        public string Name => "a";

        public async Task<Trail> RunAsync(Trail state, INodeContext<Trail> context, CancellationToken cancellationToken)
        {
            var half = new Trail([.. state.Visited, "half"]);
            await context.SaveAsync(half, cancellationToken);
            if (dies)
            {
                throw new InvalidOperationException("died");
            }

            return new Trail([.. half.Visited, "whole"]);
        }
    }

    private sealed class MemoryCheckpoints : ICheckpointStore<Trail>
    {
        public List<Checkpoint<Trail>> All { get; } = [];

        public int StolenVersion { get; set; }

        /// <summary>Nothing is written before it opens.</summary>
        public TaskCompletionSource? Gate { get; set; }

        public async Task<bool> TryAppendAsync(
            TurnId run,
            IReadOnlyList<Checkpoint<Trail>> checkpoints,
            CancellationToken cancellationToken
        )
        {
            if (Gate is { } gate)
            {
                await gate.Task;
            }

            if (checkpoints.Any(checkpoint => checkpoint.Version == StolenVersion) || checkpoints[0].Version != All.Count + 1)
            {
                return false;
            }

            All.AddRange(checkpoints);
            return true;
        }
    }
}
