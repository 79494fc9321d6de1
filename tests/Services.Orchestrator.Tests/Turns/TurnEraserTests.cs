using Microsoft.Extensions.DependencyInjection;
using Services.Conversations.Erasure;
using Services.Orchestrator.Tests.Worker;

namespace Services.Orchestrator.Tests.Turns;

/// <summary>What erased sessions leave with the orchestrator.</summary>
public sealed class TurnEraserTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Erase_OfASessionWithTurns_LeavesNeitherTurnsNorCheckpoints()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.SendAsync("Where is my order?");
        await chat.AnnouncementOfAsync(turn);
        var eraser = fixture.Worker.GetServices<ISessionEraser>().Single(eraser => eraser.Store == "orchestrator");
        var erasures = fixture.Services.GetRequiredService<IErasureStore>();

        var report = await erasures.EraseAsync(chat.Session, CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!await eraser.EraseAsync(report!.Session, patience.Token))
        {
            await Task.Delay(25, patience.Token);
        }

        await using var left = fixture.Database.CreateCommand(
            """
            select (select count(*) from orchestrator.turns where session_id = $1)
                + (select count(*) from orchestrator.checkpoints where turn_id = $2)
            """
        );
        left.Parameters.Add(new() { Value = chat.Session.Value });
        left.Parameters.Add(new() { Value = turn.TurnId.Value });
        Assert.Equal(0L, await left.ExecuteScalarAsync(CancellationToken.None));
    }
}
