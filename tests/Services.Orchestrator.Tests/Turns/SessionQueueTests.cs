using Services.Contracts.Ids;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Turns;

public sealed class SessionQueueTests
{
    private readonly SessionQueue _queue = new();
    private readonly SessionId _session = SessionId.New();

    [Fact]
    public void Pass_FirstInLine_IsImmediate()
    {
        using var position = _queue.Enqueue(_session);
        Assert.True(position.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Pass_BehindAnother_WaitsUntilItLeaves()
    {
        var first = _queue.Enqueue(_session);
        using var second = _queue.Enqueue(_session);
        var passing = second.WaitAsync(CancellationToken.None);
        Assert.False(passing.IsCompleted);

        first.Dispose();

        await passing.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Pass_TheOneBeforeGaveUp_StillWaitsForThoseBeforeIt()
    {
        var first = _queue.Enqueue(_session);
        _queue.Enqueue(_session).Dispose();
        using var third = _queue.Enqueue(_session);
        var passing = third.WaitAsync(CancellationToken.None);
        Assert.False(passing.IsCompleted);

        first.Dispose();

        await passing.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Pass_AnotherSession_DoesNotWait()
    {
        using var position = _queue.Enqueue(_session);
        using var other = _queue.Enqueue(SessionId.New());
        Assert.True(other.WaitAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Dispose_Last_ForgetsTheSession()
    {
        var first = _queue.Enqueue(_session);
        var second = _queue.Enqueue(_session);
        first.Dispose();
        second.Dispose();
        Assert.True(SpinWait.SpinUntil(() => _queue.Count == 0, TimeSpan.FromSeconds(5)));
    }
}
