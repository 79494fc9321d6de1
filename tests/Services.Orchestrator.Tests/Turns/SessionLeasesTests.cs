using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
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
        var lease = await AcquireAsync(one, _session);

        Assert.NotNull(lease);
        Assert.Null(await AcquireAsync(two, _session));
        await using (var other = await AcquireAsync(two, SessionId.New()))
        {
            Assert.NotNull(other);
        }

        await lease.DisposeAsync();

        await using var next = await AcquireAsync(two, _session);
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
        var lease = await AcquireAsync(one, _session);
        var lost = new TaskCompletionSource();
        using var registration = lease!.Lost.Register(lost.SetResult);

        await using var kill = fixture.Database.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1"
        );
        kill.Parameters.Add(new() { Value = name });
        await kill.ExecuteNonQueryAsync();

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(15));
        await using var next = await AcquireAsync(two, _session);
        Assert.NotNull(next);
        await lease.DisposeAsync();
        await one.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task TryAcquire_ForATurn_StartsItOnlyWithTheLeaseAndWithNoneUnfinishedBefore()
    {
        using var one = Worker();
        using var two = Worker();
        var (earlier, later) = (Turn(1), Turn(2));

        var first = Turns.Admit(earlier);
        await using (var lease = await one.TryAcquireAsync(_session, first, CancellationToken.None))
        {
            var refused = Turns.Admit(later);
            Assert.Null(await two.TryAcquireAsync(_session, refused, CancellationToken.None));
            Assert.Equal((1, true, null), (first.Attempt, refused.IsUnfinished, refused.Attempt));
        }

        var waiting = Turns.Admit(later);
        await using (var lease = await two.TryAcquireAsync(_session, waiting, CancellationToken.None))
        {
            Assert.NotNull(lease);
            Assert.Equal((true, null), (waiting.IsUnfinished, waiting.Attempt));
        }

        await Turns.RecordFinishedAsync(earlier, TurnOutcome.Completed, CancellationToken.None);
        var (again, begun) = (Turns.Admit(earlier), Turns.Admit(later));
        await using (await one.TryAcquireAsync(_session, again, CancellationToken.None)) { }
        await using var last = await one.TryAcquireAsync(_session, begun, CancellationToken.None);
        Assert.Equal((false, null), (again.IsUnfinished, again.Attempt));
        Assert.Equal(1, begun.Attempt);
        Assert.Null(begun.Checkpoint);
    }

    private TurnStore Turns => new(fixture.Database, Microsoft.Extensions.Options.Options.Create(new TurnOptions()), TimeProvider.System);

    private TurnRequested Turn(long ordinal) =>
        new()
        {
            SessionId = _session,
            TurnId = TurnId.New(),
            MessageId = MessageId.New(),
            Ordinal = ordinal,
            Content = "Hi",
            RequestedAt = DateTimeOffset.UnixEpoch,
            Caller = new Caller
            {
                UserId = "u",
                Name = "n",
                Role = Role.Customer,
            },
        };

    private Task<SessionLeases.Lease?> AcquireAsync(SessionLeases worker, SessionId session) =>
        worker.TryAcquireAsync(session, Turns.Admit(Turn(1) with { SessionId = SessionId.New() }), CancellationToken.None);

    private SessionLeases Worker() => new(fixture.Database, TimeProvider.System, NullLogger<SessionLeases>.Instance);
}
