using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Nodes;
using Services.Orchestrator.State;
using Services.Orchestrator.Tests.Worker;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Graph;

public sealed class CheckpointStoreTests(OrchestratorFixture fixture)
{
    private readonly TurnRequested _turn = new()
    {
        SessionId = SessionId.New(),
        TurnId = TurnId.New(),
        MessageId = MessageId.New(),
        Ordinal = 1,
        Content = "Hi",
        RequestedAt = DateTimeOffset.UnixEpoch,
        Caller = new Caller
        {
            UserId = "u",
            Name = "n",
            Role = Role.Customer,
        },
    };

    private NpgsqlCheckpointStore<TurnState> Store => new(fixture.Database, OrchestratorJson.Default.TurnState, TimeProvider.System);

    [Fact]
    public async Task FindLatest_None_IsNull() => Assert.Null(await FindLatestAsync(TurnId.New()));

    [Fact]
    public async Task TryAppend_States_TheLatestComesBack()
    {
        await RecordReceivedAsync();
        var state = new TurnState { Message = _turn, Question = "Hi" };

        Assert.True(await Store.TryAppendAsync(_turn.TurnId, [new(1, NodeNames.Route, state)], CancellationToken.None));
        Assert.True(
            await Store.TryAppendAsync(_turn.TurnId, [new(2, null, state with { Outcome = TurnOutcome.Completed })], CancellationToken.None)
        );

        var latest = await FindLatestAsync(_turn.TurnId);
        Assert.Equal((2, null, TurnOutcome.Completed), (latest!.Version, latest.Next, latest.State.Outcome));
        Assert.Equal(_turn, latest.State.Message);
    }

    [Fact]
    public async Task FindLatest_AToolResult_IsAsItWasToTheOrderOfItsMembers()
    {
        const string Written = """{"Wool Blanket":"2","Beanie":"1"}""";
        await RecordReceivedAsync();
        var result = new ToolResult
        {
            CallId = "c1",
            Name = "list_all_product_types",
            Result = ToolCalls.Json(Written),
        };
        var state = new TurnState
        {
            Message = _turn,
            Question = "Hi",
            TurnMessages = [new() { Role = MessageRole.Tool, ToolResult = result }],
        };

        await Store.TryAppendAsync(_turn.TurnId, [new(1, NodeNames.Agent, state)], CancellationToken.None);

        var latest = await FindLatestAsync(_turn.TurnId);
        Assert.Equal(Written, Assert.Single(latest!.State.TurnMessages).ToolResult!.Result.GetRawText());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task TryAppend_NotTheNextVersion_WritesNothing(int version)
    {
        await RecordReceivedAsync();
        var state = new TurnState { Message = _turn, Question = "Hi" };
        await Store.TryAppendAsync(_turn.TurnId, [new(1, NodeNames.Route, state)], CancellationToken.None);

        Assert.False(await Store.TryAppendAsync(_turn.TurnId, [new(version, NodeNames.Agent, state)], CancellationToken.None));
        Assert.Equal(NodeNames.Route, (await FindLatestAsync(_turn.TurnId))!.Next);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task TryAppend_SeveralAtOnce_AreAllWrittenOrNone(int first, bool isNext)
    {
        await RecordReceivedAsync();
        var state = new TurnState { Message = _turn, Question = "Hi" };

        var written = await Store.TryAppendAsync(
            _turn.TurnId,
            [new(first, NodeNames.Route, state), new(first + 1, null, state)],
            CancellationToken.None
        );

        Assert.Equal(isNext, written);
        Assert.Equal(isNext ? 2 : null, (await FindLatestAsync(_turn.TurnId))?.Version);
    }

    [Fact]
    public async Task TryAppend_ByManyAtOnce_HasOneWinner()
    {
        await RecordReceivedAsync();
        var state = new TurnState { Message = _turn, Question = "Hi" };

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ => Store.TryAppendAsync(_turn.TurnId, [new(1, NodeNames.Route, state)], CancellationToken.None))
        );

        Assert.Single(outcomes, won => won);
    }

    private async Task<Checkpoint<TurnState>?> FindLatestAsync(TurnId run)
    {
        await using var batch = fixture.Database.CreateBatch();
        batch.BatchCommands.Add(StoredCheckpoint.LatestOf(run));
        await using var row = await batch.ExecuteReaderAsync();
        return await row.ReadAsync() ? StoredCheckpoint.Read(row).Restore(OrchestratorJson.Default.TurnState) : null;
    }

    private async Task RecordReceivedAsync()
    {
        var options = Microsoft.Extensions.Options.Options.Create(new TurnOptions());
        Assert.True(await new TurnStore(fixture.Database, options, TimeProvider.System).RecordReceivedAsync(_turn, CancellationToken.None));
    }
}
