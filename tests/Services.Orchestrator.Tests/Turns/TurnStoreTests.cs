using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Services.Contracts.Turns;
using Services.Orchestrator.Tests.Worker;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Turns;

public sealed class TurnStoreTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Finished_Turn_KeepsItsLastCheckpointAsAFenceAndNothingInIt()
    {
        var chat = await Chat.BeginAsync(fixture);
        var turn = await chat.SendAsync("Hello");
        await chat.CompletionOfAsync(turn);

        await UntilAsync(turn, "select count(*) = 1 and max(version) > 1 and max(state::text) = 'null' from orchestrator.checkpoints");
    }

    [Fact]
    public async Task DeleteExpired_MoreThanOneBatch_LeavesNone()
    {
        await using var fill = fixture.Database.CreateCommand(
            """
            insert into orchestrator.turns (turn_id, session_id, ordinal, state, received_at, updated_at, finished_at)
            select gen_random_uuid(), gen_random_uuid(), 1, 'finished', '2020-01-01', '2020-01-01', '2020-01-01' from generate_series(1, 1200)
            """
        );
        await fill.ExecuteNonQueryAsync();

        await fixture.Worker.GetRequiredService<TurnStore>().DeleteExpiredAsync(CancellationToken.None);

        await using var count = fixture.Database.CreateCommand("select count(*) from orchestrator.turns where finished_at < '2021-01-01'");
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }

    private async Task UntilAsync(TurnMessage turn, string question)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            await using var command = fixture.Database.CreateCommand($"{question} where turn_id = $1");
            command.Parameters.Add(new NpgsqlParameter { Value = turn.TurnId.Value });
            if (await command.ExecuteScalarAsync(patience.Token) is true)
            {
                return;
            }

            await Task.Delay(20, patience.Token);
        }
    }
}
