using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Services.Contracts.Telemetry;
using Services.Contracts.Topology;
using Services.Messaging.Consuming;

namespace Services.Messaging.Tests;

public sealed class SubscriptionTests(BrokerHost broker)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Handle_Done_TakesTheMessageFromTheQueue()
    {
        var queue = await broker.QueueAsync();
        var seen = new ConcurrentQueue<string>();
        await using (
            await RunAsync(
                queue,
                delivery =>
                {
                    seen.Enqueue(delivery.MessageId!);
                    return Disposition.Ack;
                }
            )
        )
        {
            for (var i = 0; i < 20; i++)
            {
                await broker.SendAsync(queue, $"{i}");
            }

            await UntilAsync(() => seen.Count == 20);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), seen);
        Assert.Equal(0u, await CountAsync(queue));
    }

    [Fact]
    public async Task Handle_Return_ComesAgainWithACountedAttempt()
    {
        var queue = await broker.QueueAsync();
        var attempts = new ConcurrentQueue<int>();
        await using (
            await RunAsync(
                queue,
                delivery =>
                {
                    attempts.Enqueue(delivery.Attempt);
                    return delivery.Attempt < 3 ? Disposition.Requeue : Disposition.Ack;
                }
            )
        )
        {
            await broker.SendAsync(queue, "x");
            await UntilAsync(() => attempts.Count == 3);
        }

        Assert.Equal([1, 2, 3], attempts);
    }

    [Fact]
    public async Task Handle_Throws_ComesAgain()
    {
        var queue = await broker.QueueAsync();
        var attempts = 0;
        await using (
            await RunAsync(queue, _ => Interlocked.Increment(ref attempts) == 1 ? throw new InvalidOperationException() : Disposition.Ack)
        )
        {
            await broker.SendAsync(queue, "x");
            await UntilAsync(() => attempts == 2);
        }

        Assert.Equal(0u, await CountAsync(queue));
    }

    [Fact]
    public async Task Hold_Outage_HandlesAgainWithoutAReturnUntilItIsOver()
    {
        const int Outages = 6;
        var queue = await broker.QueueAsync();
        var hold = broker.Get<OutageHold>();
        var (deliveries, runs) = (0, 0);
        await using (
            await RunAsync(
                queue,
                async (delivery, cancellationToken) =>
                {
                    Interlocked.Increment(ref deliveries);
                    return await hold.RunAsync(delivery, _ => MeetOutages(), static e => e is TimeoutException, cancellationToken)
                        ?? Disposition.Requeue;
                }
            )
        )
        {
            await broker.SendAsync(queue, "x");
            await UntilAsync(() => runs > Outages);
        }

        Assert.Equal((1, Outages + 1), (deliveries, runs));
        Assert.Equal(0u, await CountAsync(queue));

        Task<Disposition> MeetOutages() =>
            Interlocked.Increment(ref runs) <= Outages
                ? Task.FromException<Disposition>(new TimeoutException())
                : Task.FromResult(Disposition.Ack);
    }

    [Fact]
    public async Task Hold_StopDuringAnOutage_GivesTheMessageBack()
    {
        var queue = await broker.QueueAsync();
        var hold = broker.Get<OutageHold>();
        var begun = new TaskCompletionSource();
        await using (
            await RunAsync(
                queue,
                async (delivery, cancellationToken) =>
                    await hold.RunAsync(delivery, _ => FailAsync(), static e => e is TimeoutException, cancellationToken)
                    ?? Disposition.Requeue
            )
        )
        {
            await broker.SendAsync(queue, "x");
            await begun.Task.WaitAsync(Patience);
        }

        Assert.Equal("x", (await broker.TakeAsync(queue)).BasicProperties.MessageId);

        Task<Disposition> FailAsync()
        {
            begun.TrySetResult();
            return Task.FromException<Disposition>(new TimeoutException());
        }
    }

    [Fact]
    public async Task Handle_PutAside_IsADeadLetterWithCauseAndAttemptsBeforeItIsAcknowledged()
    {
        var queue = await broker.QueueAsync();
        await using (await RunAsync(queue, _ => Disposition.DeadLetter("It is broken.", 4)))
        {
            await broker.SendAsync(queue, "poison");
            var letter = await broker.TakeAsync(BrokerNames.DeadLetterQueue);

            Assert.Equal("poison", Encoding.UTF8.GetString(letter.Body.Span));
            Assert.Equal("It is broken.", Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers![BrokerNames.CauseHeader]!));
            Assert.Equal(4, letter.BasicProperties.Headers[BrokerNames.AttemptsHeader]);
            Assert.Equal(queue, Encoding.UTF8.GetString((byte[])letter.BasicProperties.Headers["x-original-queue"]!));
        }

        Assert.Equal(0u, await CountAsync(queue));
    }

    [Fact]
    public async Task Run_QueueDeletedAndBack_ConsumesAgain()
    {
        var queue = await broker.QueueAsync();
        var seen = new ConcurrentQueue<string>();
        await using var running = await RunAsync(
            queue,
            delivery =>
            {
                seen.Enqueue(delivery.MessageId!);
                return Disposition.Ack;
            }
        );
        await using (var channel = await broker.Connection.CreateChannelAsync())
        {
            await channel.QueueDeleteAsync(queue, ifUnused: false, ifEmpty: false);
            await UntilAsync(() => !running.Subscription.IsConsuming);
            await channel.QueueDeclareAsync(queue, true, false, false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        }

        await broker.SendAsync(queue, "after");

        await UntilAsync(() => seen.Contains("after"));
    }

    [Fact]
    public async Task Run_BrokerClosesTheConnection_PublishesAndConsumesAgainWithoutASecondConsumer()
    {
        var queue = await broker.QueueAsync();
        var seen = new ConcurrentQueue<string>();
        await using var running = await RunAsync(
            queue,
            delivery =>
            {
                seen.Enqueue(delivery.MessageId!);
                return Disposition.Ack;
            }
        );
        await broker.SendAsync(queue, "before");

        await broker.CloseConnectionsAsync();
        await UntilAsync(() => !broker.Connection.IsOpen || !running.Subscription.IsConsuming);
        await UntilAsync(() => broker.Connection.IsOpen && running.Subscription.IsConsuming);
        await broker.SendAsync(queue, "after");

        await UntilAsync(() => seen.Contains("after"));
        await using var channel = await broker.Connection.CreateChannelAsync();
        Assert.Equal(1u, await channel.ConsumerCountAsync(queue));
    }

    [Fact]
    public async Task Stop_HandlerRuns_IsWaitedForAndItsMessageAcknowledged()
    {
        var queue = await broker.QueueAsync();
        var begun = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var running = await RunAsync(
            queue,
            async (_, _) =>
            {
                begun.SetResult();
                await finish.Task;
                return Disposition.Ack;
            }
        );
        await broker.SendAsync(queue, "x");
        await begun.Task.WaitAsync(Patience);

        var stopping = running.DisposeAsync();
        Assert.False(stopping.IsCompleted);
        finish.SetResult();
        await stopping;

        Assert.Equal(0u, await CountAsync(queue));
    }

    [Fact]
    public async Task Stop_HandlerDoesNotEnd_IsCancelledAndItsMessageComesAgain()
    {
        var queue = await broker.QueueAsync();
        var begun = new TaskCompletionSource();
        await using (
            await RunAsync(
                queue,
                async (_, cancellationToken) =>
                {
                    begun.SetResult();
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                    return Disposition.Ack;
                }
            )
        )
        {
            await broker.SendAsync(queue, "x");
            await begun.Task.WaitAsync(Patience);
        }

        Assert.Equal("x", (await broker.TakeAsync(queue)).BasicProperties.MessageId);
    }

    [Fact]
    public async Task Rotate_AnotherInLine_TheOtherGetsWhatFollows()
    {
        var queue = await broker.QueueAsync(singleActiveConsumer: true);
        var (first, second) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        await using var one = await RunAsync(queue, delivery => Note(first, delivery));
        await using var two = await RunAsync(queue, delivery => Note(second, delivery));
        await broker.SendAsync(queue, "1");
        await UntilAsync(() => first.Contains("1"));

        await one.Subscription.YieldAsync(CancellationToken.None);
        await broker.SendAsync(queue, "2");
        await UntilAsync(() => second.Contains("2"));
        await two.Subscription.YieldAsync(CancellationToken.None);
        await broker.SendAsync(queue, "3");
        await UntilAsync(() => first.Contains("3"));

        Assert.Equal(["1", "3"], first);
        Assert.Equal(["2"], second);

        static Disposition Note(ConcurrentQueue<string> seen, QueueDelivery delivery)
        {
            seen.Enqueue(delivery.MessageId!);
            return Disposition.Ack;
        }
    }

    [Fact]
    public async Task Trace_PublishAndProcess_AreParentAndChildAndNothingElse()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is ActivitySources.Messaging or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        var queue = await broker.QueueAsync();
        ActivityTraceId trace;
        await using (await RunAsync(queue, _ => Disposition.Ack))
        {
            using (var root = source.StartActivity("root"))
            {
                trace = root!.TraceId;
                await broker.SendAsync(queue, "x");
            }

            await UntilAsync(() => spans.Any(span => span.Kind == ActivityKind.Consumer && span.TraceId == trace));
        }

        var mine = spans.Where(span => span.TraceId == trace).ToList();
        var publish = Assert.Single(mine, span => span.Kind == ActivityKind.Producer);
        var process = Assert.Single(mine, span => span.Kind == ActivityKind.Consumer);
        Assert.Equal(3, mine.Count);
        Assert.Equal(publish.SpanId, process.ParentSpanId);
        Assert.Equal($"process {queue}", process.DisplayName);
        Assert.Equal("rabbitmq", process.GetTagItem(AttributeNames.MessagingSystem));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!condition())
        {
            await Task.Delay(10, timeout.Token);
        }
    }

    private async Task<uint> CountAsync(string queue)
    {
        await using var channel = await broker.Connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    private Task<Running> RunAsync(string queue, Func<QueueDelivery, Disposition> handler) =>
        RunAsync(queue, (delivery, _) => Task.FromResult(handler(delivery)));

    private async Task<Running> RunAsync(string queue, Func<QueueDelivery, CancellationToken, Task<Disposition>> handler)
    {
        var running = new Running(broker.Subscriptions.Create(new SubscriptionSettings { Queue = queue, Prefetch = 8 }, handler));
        await UntilAsync(() => running.Subscription.IsConsuming);
        return running;
    }

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _task;

        public Running(QueueSubscription subscription)
        {
            Subscription = subscription;
            _task = subscription.RunAsync(_stop.Token);
        }

        public QueueSubscription Subscription { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _task;
            Subscription.Dispose();
            _stop.Dispose();
        }
    }
}
