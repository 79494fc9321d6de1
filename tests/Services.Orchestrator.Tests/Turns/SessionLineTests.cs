using Services.Contracts.Ids;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Turns;

public sealed class SessionLineTests
{
    private readonly SessionLine _line = new();
    private readonly SessionId _session = SessionId.New();

    [Fact]
    public void Pass_FirstInLine_IsImmediate()
    {
        using var place = _line.Enter(_session);
        Assert.True(place.PassAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Pass_BehindAnother_WaitsUntilItLeaves()
    {
        var first = _line.Enter(_session);
        using var second = _line.Enter(_session);
        var passing = second.PassAsync(CancellationToken.None);
        Assert.False(passing.IsCompleted);

        first.Dispose();

        await passing.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Pass_TheOneBeforeGaveUp_StillWaitsForThoseBeforeIt()
    {
        var first = _line.Enter(_session);
        _line.Enter(_session).Dispose();
        using var third = _line.Enter(_session);
        var passing = third.PassAsync(CancellationToken.None);
        Assert.False(passing.IsCompleted);

        first.Dispose();

        await passing.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Pass_AnotherSession_DoesNotWait()
    {
        using var place = _line.Enter(_session);
        using var other = _line.Enter(SessionId.New());
        Assert.True(other.PassAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Dispose_Last_ForgetsTheSession()
    {
        var first = _line.Enter(_session);
        var second = _line.Enter(_session);
        first.Dispose();
        second.Dispose();
        Assert.True(SpinWait.SpinUntil(() => _line.Count == 0, TimeSpan.FromSeconds(5)));
    }
}
