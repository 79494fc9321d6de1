using Gateway.Host.Bench;

namespace Services.Gateway.Tests.Bench;

public sealed class PacedReplySchedulerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task TryAdd_ManyReplies_EachGetsAllItsBeats(int delayMs)
    {
        using var metronome = new PacedReplyScheduler(TimeProvider.System);
        await metronome.StartAsync(TestContext.Current.CancellationToken);
        var replies = Enumerable.Range(0, 50).Select(_ => new CountingReply(12)).ToList();

        Assert.All(replies, reply => Assert.True(metronome.TryAdd(reply, TimeSpan.FromMilliseconds(delayMs))));

        await Task.WhenAll(replies.Select(reply => reply.Completion))
            .WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.All(replies, reply => Assert.InRange(reply.Elapsed, TimeSpan.FromMilliseconds(12 * delayMs), TimeSpan.FromSeconds(20)));
        await metronome.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task TryAdd_AfterTheLastReplyEnded_BeatsAgain()
    {
        using var metronome = new PacedReplyScheduler(TimeProvider.System);
        await metronome.StartAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < 3; round++)
        {
            var reply = new CountingReply(2);
            metronome.TryAdd(reply, TimeSpan.FromMilliseconds(3));
            await reply.Completion.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        }

        await metronome.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class CountingReply(int chunks) : IPacedReply
    {
        private readonly long _begun = TimeProvider.System.GetTimestamp();
        private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _due;

        public Task Completion => _completion.Task;

        public TimeSpan Elapsed { get; private set; }

        public bool OnTick(int due)
        {
            _due += due;
            if (_due < chunks)
            {
                return true;
            }

            Elapsed = TimeProvider.System.GetElapsedTime(_begun);
            _completion.SetResult();
            return false;
        }
    }
}
