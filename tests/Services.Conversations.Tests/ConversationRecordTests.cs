using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Record;

namespace Services.Conversations.Tests;

public sealed class ConversationRecordTests(StoresHost host)
{
    private readonly SessionId _session = SessionId.New();
    private readonly TurnId _turn = TurnId.New();

    private IConversationRecord Record => host.Record;

    [Fact]
    public async Task TryAdd_InATransactionThatIsCommitted_StandsInTheRecord()
    {
        await WriteAsync("c1");

        var record = await Record.ReadAsync(_session, 10, CancellationToken.None);

        var made = Assert.Single(record.Calls);
        Assert.Equal(("c1", "It is done."), (made.Call.CallId, made.Result.Effect));
        Assert.Equal("""{"b":1,"a":2}""", made.Result.Result.GetRawText());
    }

    [Fact]
    public async Task End_AfterAWriteThatItsWorkerNeverHeardOf_ReturnsIt()
    {
        await WriteAsync("c1");

        var made = await EndAsync(Made("c0", effect: null));

        Assert.Equal(["c1", "c0"], made.Select(call => call.Call.CallId));
    }

    [Fact]
    public async Task End_WithACallThatIsThere_KeepsItsContentAndTakesTheOrderOfTheTurn()
    {
        await WriteAsync("c1");

        var made = await EndAsync(Made("c0", effect: null), Made("c1", effect: "Otherwise."));

        Assert.Equal(["c0", "c1"], made.Select(call => call.Call.CallId));
        Assert.Equal("It is done.", made[1].Result.Effect);
    }

    [Fact]
    public async Task TryAdd_OfATurnThatHasEnded_IsRefused()
    {
        await EndAsync();

        Assert.False(await WriteAsync("c1"));
        await Record.ReopenAsync(_turn, CancellationToken.None);
        Assert.True(await WriteAsync("c1"));
    }

    [Fact]
    public async Task End_WhileAWriteIsBeingCommitted_WaitsForIt()
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.True(await Record.TryAddAsync(transaction, Made("c1", "It is done."), CancellationToken.None));

        var ending = EndAsync();
        await Task.Delay(100);
        Assert.False(ending.IsCompleted);
        await transaction.CommitAsync();

        Assert.Equal("c1", Assert.Single(await ending).Call.CallId);
    }

    private async Task<bool> WriteAsync(string id)
    {
        await using var connection = await host.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var isOpen = await Record.TryAddAsync(transaction, Made(id, "It is done."), CancellationToken.None);
        if (isOpen)
        {
            await transaction.CommitAsync();
        }

        return isOpen;
    }

    private Task<IReadOnlyList<RecordedCall>> EndAsync(params RecordedCall[] calls) =>
        Record.EndAsync(_session, _turn, TurnOutcome.Completed, calls, CancellationToken.None);

    private RecordedCall Made(string id, string? effect) =>
        new()
        {
            SessionId = _session,
            TurnId = _turn,
            Call = new ToolCall
            {
                CallId = id,
                Name = "cancel_pending_order",
                Arguments = JsonElement.Parse("""{"order_id":"#W1"}"""),
            },
            Result = new ToolResult
            {
                CallId = id,
                Name = "cancel_pending_order",
                Result = JsonElement.Parse("""{"b":1,"a":2}"""),
                Effect = effect,
            },
        };
}
