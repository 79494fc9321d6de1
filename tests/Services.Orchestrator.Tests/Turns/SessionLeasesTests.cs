using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Orchestrator.Tests.Worker;
using Services.Orchestrator.Turns;
using Switchboard.Testing;

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
        await using var source = NpgsqlDataSource.Create(Named(out var name));
        using var one = new SessionLeases(source, TimeProvider.System, NullLogger<SessionLeases>.Instance);
        using var two = Worker();
        await one.StartAsync(CancellationToken.None);
        var lease = await AcquireAsync(one, _session);
        var lost = new TaskCompletionSource();
        using var registration = lease!.Lost.Register(lost.SetResult);

        await TerminateAsync(name);

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(15));
        await using var next = await AcquireAsync(two, _session);
        Assert.NotNull(next);
        await lease.DisposeAsync();
        await one.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Lost_TheLineIsSilent_IsSignalledOnTimeAndUntilThenTheFenceProtects()
    {
        var connection = Named(out var name);
        await using var line = new TcpProxy(connection.Port);
        (connection.Host, connection.Port) = ("127.0.0.1", line.Port);
        await using var source = NpgsqlDataSource.Create(connection);
        using var one = new SessionLeases(source, TimeProvider.System, NullLogger<SessionLeases>.Instance);
        using var two = Worker();
        await one.StartAsync(CancellationToken.None);
        var lease = await AcquireAsync(one, _session);
        var lost = new TaskCompletionSource();
        using var registration = lease!.Lost.Register(lost.SetResult);
        var log = fixture.Services.GetRequiredService<ISessionEventLog>();
        var turn = TurnId.New();
        await log.AppendChunksAsync(_session, turn, [Chunk(turn, 0, "One. ")], CancellationToken.None);

        line.Silence();
        var since = Stopwatch.StartNew();
        await TerminateAsync(name);
        await using var next = await AcquireAsync(two, _session);
        Assert.NotNull(next);
        await log.AppendChunksAsync(_session, turn, [Chunk(turn, 1, "Two. ")], CancellationToken.None);
        Assert.False(lost.Task.IsCompleted);
        var late = await log.AppendChunksAsync(_session, turn, [Chunk(turn, 1, "Late. ")], CancellationToken.None);
        Assert.Equal((false, 2), (late.Appended, late.NextIndex));

        await lost.Task.WaitAsync(SessionLeases.LongestUnnoticed + TimeSpan.FromSeconds(3) - since.Elapsed);
        Assert.Equal(["One. ", "Two. "], (await log.ReadReplyAsync(_session, turn, CancellationToken.None)).Chunks);
        await lease.DisposeAsync();
    }

    [Fact]
    public async Task TryAcquire_TheServerTakesTooLong_LosesTheLeasesAndFreesTheirLocks()
    {
        await using var source = NpgsqlDataSource.Create(Named(out _));
        using var one = new SessionLeases(source, TimeProvider.System, NullLogger<SessionLeases>.Instance);
        using var two = Worker();
        var lease = await AcquireAsync(one, _session);

        await Assert.ThrowsAnyAsync<Exception>(() => one.TryAcquireAsync(SessionId.New(), new SlowStatements(), CancellationToken.None));

        Assert.True(lease!.Lost.IsCancellationRequested);
        await one.StopAsync(CancellationToken.None);
        await using var next = await AcquireAsync(two, _session);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task TryAcquire_ForATurn_StartsItOnlyWithTheLeaseAndWithNoneUnfinishedBefore()
    {
        using var one = Worker();
        using var two = Worker();
        var (earlier, later) = (Turn(1), Turn(2));

        var first = Turns.Admit(earlier, AttemptId.New());
        await using (var lease = await one.TryAcquireAsync(_session, first, CancellationToken.None))
        {
            var refused = Turns.Admit(later, AttemptId.New());
            Assert.Null(await two.TryAcquireAsync(_session, refused, CancellationToken.None));
            Assert.Equal((1, true, null), (first.Attempt, refused.IsUnfinished, refused.Attempt));
        }

        var waiting = Turns.Admit(later, AttemptId.New());
        await using (var lease = await two.TryAcquireAsync(_session, waiting, CancellationToken.None))
        {
            Assert.NotNull(lease);
            Assert.Equal((true, null), (waiting.IsUnfinished, waiting.Attempt));
        }

        await Turns.RecordFinishedAsync(earlier, TurnOutcome.Completed, CancellationToken.None);
        var (again, begun) = (Turns.Admit(earlier, AttemptId.New()), Turns.Admit(later, AttemptId.New()));
        await using (await one.TryAcquireAsync(_session, again, CancellationToken.None)) { }
        await using var last = await one.TryAcquireAsync(_session, begun, CancellationToken.None);
        Assert.Equal((false, null), (again.IsUnfinished, again.Attempt));
        Assert.Equal(1, begun.Attempt);
        Assert.Null(begun.Checkpoint);
    }

    [Fact]
    public async Task TryAcquire_TheSameAttemptAgain_CountsItOnceAndAnotherAnew()
    {
        using var one = Worker();
        var turn = Turn(1);
        var (cutShort, next) = (AttemptId.New(), AttemptId.New());

        Assert.Equal(1, await BeginAsync(one, turn, cutShort));
        Assert.Equal(1, await BeginAsync(one, turn, cutShort));
        await Turns.RevokeAttemptAsync(turn, cutShort, CancellationToken.None);
        await Turns.RevokeAttemptAsync(turn, cutShort, CancellationToken.None);
        Assert.Equal(1, await BeginAsync(one, turn, next));
        Assert.Equal(2, await BeginAsync(one, turn, cutShort));
    }

    private async Task<int?> BeginAsync(SessionLeases worker, TurnRequested turn, AttemptId attempt)
    {
        var statements = Turns.Admit(turn, attempt);
        await using var lease = await worker.TryAcquireAsync(_session, statements, CancellationToken.None);
        return statements.Attempt;
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
        worker.TryAcquireAsync(session, Turns.Admit(Turn(1) with { SessionId = SessionId.New() }, AttemptId.New()), CancellationToken.None);

    /// <summary>A connection string of its own, by whose name the server's side of it can be ended.</summary>
    private NpgsqlConnectionStringBuilder Named(out string name)
    {
        name = $"doomed-{Guid.NewGuid():N}";
        return new NpgsqlConnectionStringBuilder(fixture.PostgresConnectionString) { ApplicationName = name };
    }

    private async Task TerminateAsync(string name)
    {
        await using var kill = fixture.Database.CreateCommand(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = $1"
        );
        kill.Parameters.Add(new() { Value = name });
        await kill.ExecuteNonQueryAsync();
    }

    private MessageChunk Chunk(TurnId turn, int index, string content) =>
        new()
        {
            SessionId = _session,
            Timestamp = 1,
            MessageId = new MessageId(turn.Value),
            ChunkIndex = index,
            Content = content,
        };

    private SessionLeases Worker() => new(fixture.Database, TimeProvider.System, NullLogger<SessionLeases>.Instance);

    /// <summary>Keeps the server busy for longer than a lease may take.</summary>
    private sealed class SlowStatements : ILeaseStatements
    {
        public NpgsqlBatchCommand Before => new("select pg_sleep(20)");

        public IReadOnlyList<NpgsqlBatchCommand> After => [];

        public Task ReadBeforeAsync(NpgsqlDataReader answer) => answer.ReadAsync();

        public Task ReadAfterAsync(NpgsqlDataReader answers) => Task.CompletedTask;
    }
}
