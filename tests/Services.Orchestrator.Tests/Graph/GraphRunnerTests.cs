using Services.Contracts.Ids;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Graph;

namespace Services.Orchestrator.Tests.Graph;

public sealed class GraphRunnerTests
{
    private static readonly GraphDefinition<Trail> OneNode = new GraphDefinition<Trail>("a").End("a");

    private readonly TurnId _run = TurnId.New();
    private readonly MemoryCheckpoints _checkpoints = new();

    [Fact]
    public async Task Run_ToItsEnd_VisitsEachNodeAndSavesAfterEach()
    {
        var state = await Runner().RunAsync(_run, new Trail([]), CancellationToken.None);

        Assert.Equal(["a", "b", "c"], state.Visited);
        Assert.Equal(["b", "c", null], _checkpoints.All.Select(checkpoint => checkpoint.Next));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    [InlineData("c")]
    public async Task Run_DiedInANode_ResumesThereAndRunsNoOtherTwice(string dying)
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Runner(dying).RunAsync(_run, new Trail([]), CancellationToken.None));

        var state = await Runner().RunAsync(_run, new Trail(["never used again"]), CancellationToken.None);

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

        await Assert.ThrowsAsync<CheckpointConflictException>(() => Runner().RunAsync(_run, new Trail([]), CancellationToken.None));
        Assert.Equal(before, _checkpoints.All.Count);
    }

    [Fact]
    public async Task Run_EndedBefore_ReturnsItsStateAtOnce()
    {
        await Runner().RunAsync(_run, new Trail([]), CancellationToken.None);

        var state = await Runner(dying: "a").RunAsync(_run, new Trail([]), CancellationToken.None);

        Assert.Equal(["a", "b", "c"], state.Visited);
    }

    [Fact]
    public async Task Run_SavedWithinANode_ResumesWithWhatWasSaved()
    {
        var runner = new GraphRunner<Trail>(OneNode, [new Saving(dies: true)], _checkpoints);
        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync(_run, new Trail([]), CancellationToken.None));

        var state = await new GraphRunner<Trail>(OneNode, [new Saving(dies: false)], _checkpoints).RunAsync(
            _run,
            new Trail([]),
            CancellationToken.None
        );

        Assert.Equal(["half", "half", "whole"], state.Visited);
    }

    [Fact]
    public async Task Run_CycleWithoutEnd_Throws()
    {
        var runner = new GraphRunner<Trail>(new GraphDefinition<Trail>("a").Edge("a", "a"), [new Visit("a")], _checkpoints);

        await Assert.ThrowsAsync<InvalidOperationException>(() => runner.RunAsync(_run, new Trail([]), CancellationToken.None));
    }

    private GraphRunner<Trail> Runner(string? dying = null) =>
        new(
            new GraphDefinition<Trail>("a").Edge("a", "b").Edge("b", "c").End("c"),
            [new Visit("a") { Dies = dying == "a" }, new Visit("b") { Dies = dying == "b" }, new Visit("c") { Dies = dying == "c" }],
            _checkpoints
        );

    private sealed record Trail(IReadOnlyList<string> Visited);

    private sealed class Visit(string name) : INode<Trail>
    {
        public string Name => name;

        public bool Dies { get; init; }

        public Task<Trail> RunAsync(Trail state, INodeContext<Trail> context, CancellationToken cancellationToken) =>
            Dies ? throw new InvalidOperationException("died") : Task.FromResult(new Trail([.. state.Visited, name]));
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

        public Task<Checkpoint<Trail>?> FindLatestAsync(TurnId run, CancellationToken cancellationToken) =>
            Task.FromResult(All.LastOrDefault());

        public Task<bool> TryAppendAsync(TurnId run, Checkpoint<Trail> checkpoint, CancellationToken cancellationToken)
        {
            if (checkpoint.Version == StolenVersion || checkpoint.Version != All.Count + 1)
            {
                return Task.FromResult(false);
            }

            All.Add(checkpoint);
            return Task.FromResult(true);
        }
    }
}
