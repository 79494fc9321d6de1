using Services.Gateway.SocketIo.Connections;

namespace Services.Gateway.SocketIo.Tests.Connections;

public sealed class InboundDispatcherTests
{
    private readonly InboundDispatcher _dispatcher = new(maxPending: 2, maxBytes: 1_000);

    [Fact]
    public async Task Post_BehindWorkThatWaits_RunsInOrderAndOneAtATime()
    {
        var gate = new TaskCompletionSource();
        var done = new List<int>();
        _dispatcher.Post(
            new Work(async () =>
            {
                await gate.Task;
                done.Add(1);
            }),
            inline: true
        );
        _dispatcher.Post(Adds(2), inline: true);
        _dispatcher.Post(Adds(3), inline: true);

        Assert.Empty(done);
        Assert.False(_dispatcher.WhenRoom().IsCompleted);
        gate.SetResult();
        await _dispatcher.WhenIdle();

        Assert.Equal([1, 2, 3], done);
        Assert.True(_dispatcher.WhenRoom().IsCompleted);

        Work Adds(int number) =>
            new(() =>
            {
                done.Add(number);
                return ValueTask.CompletedTask;
            });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WhenIdle_AfterWorkThatThrew_Fails(bool waits)
    {
        var gate = new TaskCompletionSource();
        _dispatcher.Post(
            new Work(async () =>
            {
                if (waits)
                {
                    await gate.Task;
                }

                throw new InvalidOperationException("on purpose");
            }),
            inline: true
        );
        var idle = _dispatcher.WhenIdle();
        gate.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => idle);
    }

    private sealed class Work(Func<ValueTask> run) : InboundWork
    {
        public override ValueTask RunAsync() => run();
    }
}
