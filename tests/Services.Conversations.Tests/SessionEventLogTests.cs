using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Telemetry;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.Tests;

public sealed class SessionEventLogTests(StoresHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SessionId _session = host.BeginLog();
    private readonly TurnId _turn = TurnId.New();

    private ISessionEventLog Log => host.Log;

    private IDatabase Redis => host.Redis.GetDatabase();

    [Fact]
    public async Task Append_Events_AreNumberedFromOneWithoutGaps()
    {
        Assert.Equal(2, await Log.AppendAsync(_session, [Thinking("guard"), Thinking("route")], CancellationToken.None));
        Assert.Equal(3, await Log.AppendAsync(_session, [Thinking("agent")], CancellationToken.None));

        var entries = await Log.ReadAsync(_session, 0, 10, CancellationToken.None);

        Assert.Equal([1, 2, 3], entries.Select(entry => entry.Seq));
        Assert.All(entries, entry => Assert.Equal(EventNames.AssistantThinking, entry.Name));
        Assert.Equal([1, 2, 3], entries.Select(entry => Payload(entry).GetProperty("seq").GetInt64()));
    }

    [Fact]
    public async Task Append_TextOfAnyKind_ArrivesAsItWas()
    {
        const string Text = "Zürich “quoted” \\ \n 🎈 }";
        await Log.AppendChunksAsync(_session, _turn, [Chunk(0, Text)], CancellationToken.None);

        var entry = Assert.Single(await Log.ReadAsync(_session, 0, 10, CancellationToken.None));

        Assert.Equal(Text, Payload(entry).GetProperty("content").GetString());
        Assert.Equal([Text], (await Log.ReadReplyAsync(_session, _turn, CancellationToken.None)).Chunks);
    }

    [Fact]
    public async Task Append_ManyAtOnce_NumbersEachOnce()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => Log.AppendAsync(_session, [Thinking("a"), Thinking("b")], CancellationToken.None))
        );

        var entries = await Log.ReadAsync(_session, 0, 100, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 80).Select(i => (long)i), entries.Select(entry => entry.Seq));
        Assert.All(
            entries.Chunk(2),
            pair => Assert.Equal(["a", "b"], pair.Select(entry => Payload(entry).GetProperty("stage").GetString()))
        );
    }

    [Fact]
    public async Task Append_BeyondTheCapacity_KeepsTheNewest()
    {
        for (var i = 0; i < 10; i++)
        {
            await Log.AppendAsync(_session, [.. Enumerable.Repeat(Thinking("x"), 100)], CancellationToken.None);
        }

        var entries = await Log.ReadAsync(_session, 0, 2_000, CancellationToken.None);

        Assert.Equal(1_000, entries[^1].Seq);
        Assert.InRange(entries.Count, 200, 400);
    }

    [Fact]
    public async Task Read_AfterANumber_GivesWhatFollowsUpToTheLimit()
    {
        await Log.AppendAsync(_session, [.. Enumerable.Repeat(Thinking("x"), 10)], CancellationToken.None);

        Assert.Equal([4, 5, 6], (await Log.ReadAsync(_session, 3, 3, CancellationToken.None)).Select(entry => entry.Seq));
        Assert.Empty(await Log.ReadAsync(_session, 10, 3, CancellationToken.None));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task Read_PagesAcrossAppends_GiveEveryEventOnce(int eventsInAnAppend)
    {
        for (var i = 0; i < 200; i += eventsInAnAppend)
        {
            await Log.AppendAsync(_session, [.. Enumerable.Repeat(Thinking("x"), eventsInAnAppend)], CancellationToken.None);
        }

        var seen = new List<long>();
        while (await Log.ReadAsync(_session, seen.LastOrDefault(), 45, CancellationToken.None) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 45);
            seen.AddRange(page.Select(entry => entry.Seq));
        }

        Assert.Equal(Enumerable.Range(1, seen.Count).Select(i => (long)i), seen);
        Assert.InRange(seen.Count, 200, 206);
    }

    [Fact]
    public async Task AppendChunks_InSeveralAppends_AreReadAsOneReply()
    {
        await Log.AppendChunksAsync(_session, _turn, [Chunk(0, "a"), Chunk(1, "\"b\"")], CancellationToken.None);
        for (var i = 2; i < 12; i++)
        {
            await Log.AppendChunksAsync(_session, _turn, [Chunk(i, $"{i}")], CancellationToken.None);
        }

        var reply = await Log.ReadReplyAsync(_session, _turn, CancellationToken.None);

        Assert.Equal(["a", "\"b\"", .. Enumerable.Range(2, 10).Select(i => $"{i}")], reply.Chunks);
        Assert.Equal(12, (await Log.ReadAsync(_session, 0, 100, CancellationToken.None))[^1].Seq);
    }

    [Fact]
    public async Task AppendChunks_NotTheExpectedIndex_AppendsNothing()
    {
        Assert.Equal(
            new ChunkAppend(true, 2, 2),
            await Log.AppendChunksAsync(_session, _turn, [Chunk(0, "a"), Chunk(1, "b")], CancellationToken.None)
        );

        Assert.Equal(
            new ChunkAppend(false, 2, 2),
            await Log.AppendChunksAsync(_session, _turn, [Chunk(1, "b"), Chunk(2, "c")], CancellationToken.None)
        );
        Assert.Equal(new ChunkAppend(false, 2, 2), await Log.AppendChunksAsync(_session, _turn, [Chunk(3, "d")], CancellationToken.None));
        Assert.Equal(2, (await Log.ReadAsync(_session, 0, 10, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task AppendChunks_BySeveralWriters_OneWinsEachIndex()
    {
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Log.AppendChunksAsync(_session, _turn, [Chunk(0, $"writer {i}")], CancellationToken.None))
        );

        Assert.Single(outcomes, outcome => outcome.Appended);
        Assert.Single((await Log.ReadReplyAsync(_session, _turn, CancellationToken.None)).Chunks);
    }

    [Fact]
    public async Task AppendChunks_WithAGap_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Log.AppendChunksAsync(_session, _turn, [Chunk(0, "a"), Chunk(2, "b")], CancellationToken.None)
        );

    [Fact]
    public async Task AppendFinal_Twice_HasAnEffectOnce()
    {
        await Log.AppendChunksAsync(_session, _turn, [Chunk(0, "a")], CancellationToken.None);

        Assert.True((await Log.AppendFinalAsync(_session, _turn, [Complete("a")], CancellationToken.None)).Appended);
        Assert.False((await Log.AppendFinalAsync(_session, _turn, [Complete("a")], CancellationToken.None)).Appended);
        Assert.False((await Log.AppendChunksAsync(_session, _turn, [Chunk(1, "b")], CancellationToken.None)).Appended);
        Assert.True((await Log.ReadReplyAsync(_session, _turn, CancellationToken.None)).Ended);
        Assert.Equal(2, (await Log.ReadAsync(_session, 0, 10, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task ReadReply_NothingDelivered_IsEmptyAndOpen()
    {
        var reply = await Log.ReadReplyAsync(_session, _turn, CancellationToken.None);

        Assert.Empty(reply.Chunks);
        Assert.False(reply.Ended);
    }

    [Fact]
    public async Task Subscribe_EventsAppendedMeanwhile_ArriveOnceInOrderAndAsInTheLog()
    {
        var collector = new LogCollector();
        await Log.AppendAsync(_session, [Thinking("before")], CancellationToken.None);
        await using (await Log.SubscribeAsync(_session, collector, CancellationToken.None))
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Log.AppendAsync(_session, [Thinking("x")], CancellationToken.None)));
            await UntilAsync(() => collector.Seen.Count >= 50);
        }

        await Log.AppendAsync(_session, [Thinking("after")], CancellationToken.None);

        var log = (await Log.ReadAsync(_session, 1, 50, CancellationToken.None)).ToList();
        Assert.Equal(
            log.Select(entry => (entry.Seq, entry.Name, Text(entry))),
            collector.Seen.Select(entry => (entry.Seq, entry.Name, Text(entry)))
        );
    }

    [Fact]
    public async Task Subscribe_ConnectionLostMeanwhile_MissesNothing()
    {
        var collector = new LogCollector();
        await using var subscription = await Log.SubscribeAsync(_session, collector, CancellationToken.None);
        await Log.AppendAsync(_session, [Thinking("x")], CancellationToken.None);
        await UntilAsync(() => collector.Seen.Count == 1);

        await host.Redis.GetDatabase().ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
        for (var i = 0; i < 20; i++)
        {
            await Log.AppendAsync(_session, [Thinking("x")], CancellationToken.None);
        }

        await UntilAsync(() => collector.Seen.Count >= 21);
        Assert.Equal(Enumerable.Range(1, 21).Select(i => (long)i), collector.Seen.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Subscribe_WhatIsMissingCannotBeReadAtFirst_ArrivesWithoutAnotherEvent()
    {
        var collector = new LogCollector();
        await using var subscription = await Log.SubscribeAsync(_session, collector, CancellationToken.None);
        await Log.AppendAsync(_session, [Thinking("x")], CancellationToken.None);
        await UntilAsync(() => collector.Seen.Count == 1);

        await Redis.ExecuteAsync("ACL", "SETUSER", "default", "-xrange");
        try
        {
            await Redis.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub");
            for (var i = 0; i < 5; i++)
            {
                await Log.AppendAsync(_session, [Thinking("x")], CancellationToken.None);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        }
        finally
        {
            await Redis.ExecuteAsync("ACL", "SETUSER", "default", "+xrange");
        }

        await UntilAsync(() => collector.Seen.Count == 6);
        Assert.Equal([1, 2, 3, 4, 5, 6], collector.Seen.Select(entry => entry.Seq));
    }

    [Fact]
    public async Task Subscribe_HandlerThrows_TheNextEventStillArrives()
    {
        var collector = new LogCollector(static entries =>
        {
            if (entries[0].Seq == 1)
            {
                throw new InvalidOperationException();
            }
        });
        await using var subscription = await Log.SubscribeAsync(_session, collector, CancellationToken.None);

        await Log.AppendAsync(_session, [Thinking("a")], CancellationToken.None);
        await Log.AppendAsync(_session, [Thinking("b")], CancellationToken.None);

        await UntilAsync(() => collector.Seen.Count == 2);
    }

    [Fact]
    public async Task Append_AnyEvent_KeysLiveForTheRetentionAndNotForEver()
    {
        var retention = new SessionEventLogOptions();
        await Log.AppendChunksAsync(_session, _turn, [Chunk(0, "a")], CancellationToken.None);

        await AssertLivesAsync(RedisKeys.Events(_session), retention.Retention);
        await AssertLivesAsync(RedisKeys.Sequence(_session), retention.SequenceRetention);
        await AssertLivesAsync(RedisKeys.Reply(_session, _turn), retention.Retention);
    }

    [Fact]
    public async Task Append_TimeToLiveHasRunDown_IsRenewed()
    {
        var retention = new SessionEventLogOptions();
        await Log.AppendChunksAsync(_session, _turn, [Chunk(0, "a")], CancellationToken.None);
        await Redis.KeyExpireAsync(RedisKeys.Events(_session), retention.Retention / 2);
        await Redis.KeyExpireAsync(RedisKeys.Sequence(_session), retention.SequenceRetention / 2);

        await Log.AppendChunksAsync(_session, _turn, [Chunk(1, "b")], CancellationToken.None);

        await AssertLivesAsync(RedisKeys.Events(_session), retention.Retention);
        await AssertLivesAsync(RedisKeys.Sequence(_session), retention.SequenceRetention);
    }

    [Fact]
    public async Task Append_ServerForgotTheScript_LoadsItAgain()
    {
        await Log.AppendAsync(_session, [Thinking("a")], CancellationToken.None);
        await host.Redis.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");

        Assert.Equal(2, await Log.AppendAsync(_session, [Thinking("b")], CancellationToken.None));
    }

    [Fact]
    public async Task Append_Traced_CarriesTheSpanThatIsItsParentsChild()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ActivitySources.Conversations or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        using (var parent = source.StartActivity("turn"))
        {
            await Log.AppendAsync(_session, [Thinking("a")], CancellationToken.None);
            var entry = Assert.Single(await Log.ReadAsync(_session, 0, 1, CancellationToken.None));
            var append = Assert.Single(
                spans,
                span => span.ParentSpanId == parent!.SpanId && (string?)span.GetTagItem(AttributeNames.DatabaseOperation) == "XADD"
            );

            Assert.Equal(append.Id, entry.TraceParent);
            Assert.Equal("redis", append.GetTagItem(AttributeNames.DatabaseSystem));
        }
    }

    private static JsonElement Payload(LogEntry entry) => JsonDocument.Parse(entry.Payload).RootElement;

    private static string Text(LogEntry entry) => Encoding.UTF8.GetString(entry.Payload.Span);

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

    private MessageChunk Chunk(int index, string content) =>
        new()
        {
            SessionId = _session,
            Timestamp = 1,
            MessageId = _turn.ReplyId,
            Content = content,
            ChunkIndex = index,
        };

    private MessageComplete Complete(string content) =>
        new()
        {
            SessionId = _session,
            Timestamp = 1,
            MessageId = _turn.ReplyId,
            Content = content,
            Metadata = new ReplyMetadata { ChunkCount = 1, StreamLatency = 1 },
        };

    private async Task AssertLivesAsync(string key, TimeSpan expected)
    {
        var left = await Redis.KeyTimeToLiveAsync(key);
        Assert.NotNull(left);
        Assert.InRange(left.Value, expected * 0.9, expected);
    }
}
