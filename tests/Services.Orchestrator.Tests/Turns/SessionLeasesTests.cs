using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Services.Contracts.Ids;
using Services.Orchestrator.Tests.Worker;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Turns;

public sealed class SessionLeasesTests(OrchestratorFixture fixture)
{
    private readonly SessionId _session = SessionId.New();

    [Fact]
    public async Task TryAcquire_HeldByAnotherWorker_IsNullUntilReleased()
    {
        using var one = Worker();
        using var two = Worker();
        var lease = await one.TryAcquireAsync(_session, CancellationToken.None);

        Assert.NotNull(lease);
        Assert.Null(await two.TryAcquireAsync(_session, CancellationToken.None));
        await using (var other = await two.TryAcquireAsync(SessionId.New(), CancellationToken.None))
        {
            Assert.NotNull(other);
        }

        await lease.DisposeAsync();

        await using var next = await two.TryAcquireAsync(_session, CancellationToken.None);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task TryAcquire_HoldersConnectionDies_IsFreeAndTheHolderKnows()
    {
        var name = $"doomed-{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(fixture.PostgresConnectionString) { ApplicationName = name }
        );
        using var one = new SessionLeases(source, TimeProvider.System, NullLogger<SessionLeases>.Instance);
        using var two = Worker();
        await one.StartAsync(CancellationToken.None);
        var lease = await one.TryAcquireAsync(_session, CancellationToken.None);
        var lost = new TaskCompletionSource();
        using var registration = lease!.Lost.Register(lost.SetResult);

        await using var kill = fixture.Database.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1"
        );
        kill.Parameters.Add(new() { Value = name });
        await kill.ExecuteNonQueryAsync();

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(15));
        await using var next = await two.TryAcquireAsync(_session, CancellationToken.None);
        Assert.NotNull(next);
        await lease.DisposeAsync();
        await one.StopAsync(CancellationToken.None);
    }

    private SessionLeases Worker() => new(fixture.Database, TimeProvider.System, NullLogger<SessionLeases>.Instance);
}
