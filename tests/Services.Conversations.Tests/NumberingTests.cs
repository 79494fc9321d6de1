using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.Tests;

/// <summary>The numbers of a session's events when Redis loses some of what it had.</summary>
public sealed class NumberingTests(StoresHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SessionId _session = host.BeginLog();

    private ISessionEventLog Log => host.Log;

    private IDatabase Redis => host.Redis.GetDatabase();

    [Fact]
    public async Task Append_WhereTheNumberWasLost_GivesNoNumberTwice()
    {
        await Log.AppendAsync(_session, [Thinking("a"), Thinking("b")], CancellationToken.None);
        await Redis.KeyDeleteAsync([RedisKeys.Events(_session), RedisKeys.Sequence(_session)]);

        var last = await Log.AppendAsync(_session, [Thinking("c"), Thinking("d")], CancellationToken.None);
        var next = await Log.AppendAsync(_session, [Thinking("e")], CancellationToken.None);

        Assert.InRange(last, DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeMilliseconds() * 1_000, 1L << 53);
        Assert.Equal(last + 1, next);
        Assert.Equal([last - 1, last, next], (await Log.ReadAsync(_session, 2, 10, CancellationToken.None)).Select(entry => entry.Seq));
        await AssertLivesAsync(RedisKeys.Sequence(_session), new SessionEventLogOptions().SequenceRetention);
    }

    [Fact]
    public async Task Append_WhereNumbersWentOnWithTheClocks_KeepsWhatIsThere()
    {
        const int Before = 150;
        for (var i = 0; i < Before; i++)
        {
            await Log.AppendAsync(_session, [Thinking("x")], CancellationToken.None);
        }

        var leap = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000;
        await Redis.StringSetAsync(RedisKeys.Sequence(_session), leap, TimeSpan.FromHours(1));
        await Log.AppendAsync(_session, [Thinking("y")], CancellationToken.None);
        await Log.AppendAsync(_session, [Thinking("z")], CancellationToken.None);

        Assert.Equal(
            [.. Enumerable.Range(1, Before).Select(seq => (long)seq), leap + 1, leap + 2],
            (await Log.ReadAsync(_session, 0, 1_000, CancellationToken.None)).Select(entry => entry.Seq)
        );
    }

    [Fact]
    public async Task Subscribe_WhenTheLogWasPutBack_RepeatsNothingAndGivesNoNumberTwice()
    {
        var collector = new LogCollector();
        await using var subscription = await Log.SubscribeAsync(_session, collector, CancellationToken.None);
        await Log.AppendAsync(_session, [.. Enumerable.Repeat(Thinking("x"), 3)], CancellationToken.None);
        var (events, number) = (
            await Redis.KeyDumpAsync(RedisKeys.Events(_session)),
            await Redis.KeyDumpAsync(RedisKeys.Sequence(_session))
        );
        await Log.AppendAsync(_session, [Thinking("y"), Thinking("z")], CancellationToken.None);
        await UntilAsync(() => collector.Seen.Count == 5);

        await Redis.KeyDeleteAsync([RedisKeys.Events(_session), RedisKeys.Sequence(_session)]);
        await Redis.KeyRestoreAsync(RedisKeys.Events(_session), events!);
        await Redis.KeyRestoreAsync(RedisKeys.Sequence(_session), number!);
        await Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await UntilAsync(() => (long)Redis.StringGet(RedisKeys.Sequence(_session)) > 3);
        var next = await Log.AppendAsync(_session, [Thinking("new")], CancellationToken.None);

        await UntilAsync(() => collector.Seen.Last().Seq == next);
        Assert.Equal([1, 2, 3, 4, 5, next], collector.Seen.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Subscribe_WhenTheLogWasPutBackToItsBeginning_GivesNoNumberTwice()
    {
        var collector = new LogCollector();
        var begun = await Redis.KeyDumpAsync(RedisKeys.Sequence(_session));
        await using var subscription = await Log.SubscribeAsync(_session, collector, CancellationToken.None);
        await Log.AppendAsync(_session, [Thinking("lost")], CancellationToken.None);
        await UntilAsync(() => collector.Seen.Count == 1);

        await Redis.KeyDeleteAsync([RedisKeys.Events(_session), RedisKeys.Sequence(_session)]);
        await Redis.KeyRestoreAsync(RedisKeys.Sequence(_session), begun!);
        await Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
        await UntilAsync(() => (long)Redis.StringGet(RedisKeys.Sequence(_session)) > 1);
        var next = await Log.AppendAsync(_session, [Thinking("new")], CancellationToken.None);

        await UntilAsync(() => collector.Seen.Last().Seq == next);
        Assert.Equal([1, next], collector.Seen.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Begin_OfALogThatHasEvents_ChangesNothing()
    {
        await Log.AppendAsync(_session, [Thinking("a")], CancellationToken.None);

        Log.Begin(_session);

        Assert.Equal(2, await Log.AppendAsync(_session, [Thinking("b")], CancellationToken.None));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, timeout.Token);
        }
    }

    private AssistantThinking Thinking(string stage) =>
        new()
        {
            SessionId = _session,
            Timestamp = 1,
            Stage = stage,
        };

    private async Task AssertLivesAsync(string key, TimeSpan expected)
    {
        var left = await Redis.KeyTimeToLiveAsync(key);
        Assert.NotNull(left);
        Assert.InRange(left.Value, expected * 0.9, expected);
    }
}
