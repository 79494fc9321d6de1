using Npgsql;
using Services.Contracts.Turns;
using Switchboard.Testing;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Turns while PostgreSQL is away.</summary>
public sealed class DatabaseOutageTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_WhoseDatabaseGoesAwayMoreOftenThanATurnMayFail_IsFinishedAndNoneIsCounted()
    {
        const int Outages = 4;
        var database = new NpgsqlConnectionStringBuilder(fixture.PostgresConnectionString);
        await using var line = new TcpProxy(database.Port);
        database.Host = "127.0.0.1";
        database.Port = line.Port;
        await fixture.StopWorkerAsync();
        await fixture.StartWorkerAsync([
            KeyValuePair.Create("ConnectionStrings:switchboard", (string?)database.ConnectionString),
            KeyValuePair.Create("Messaging:OutagePause", (string?)"00:00:00.050"),
        ]);
        var runs = 0;
        var mended = Task.CompletedTask;
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (_, run) =>
        {
            if (Interlocked.Increment(ref runs) <= Outages)
            {
                line.Cut();
                mended = MendAsync(line);
            }

            await run.ReplyAsync("Here.");
        };
        try
        {
            var turn = await chat.SendAsync("Hello");

            await chat.CompletionOfAsync(turn);

            await mended;
            Assert.Equal(Outages + 1, runs);
            Assert.Equal(1, await AttemptsOfAsync(turn));
        }
        finally
        {
            await fixture.RestartWorkerAsync();
        }
    }

    private static async Task MendAsync(TcpProxy line)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(400));
        line.Mend();
    }

    private async Task<int> AttemptsOfAsync(TurnMessage turn)
    {
        await using var command = fixture.Database.CreateCommand("select attempts from orchestrator.turns where turn_id = $1");
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        return (int)(await command.ExecuteScalarAsync())!;
    }
}
