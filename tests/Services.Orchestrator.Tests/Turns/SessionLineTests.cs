using Services.Contracts.Ids;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Turns;

public sealed class SessionLineTests
{
    private readonly SessionLine line = new();
    private readonly SessionId session = SessionId.New();

    [Fact]
    public void Pass_FirstInLine_IsImmediate()
    {
        using var place = line.Enter(session);
        Assert.True(place.PassAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Pass_BehindAnother_WaitsUntilItLeaves()
    {
        var first = line.Enter(session);
        using var second = line.Enter(session);
        var passing = second.PassAsync(CancellationToken.None);
        Assert.False(passing.IsCompleted);

        first.Dispose();

        await passing.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Pass_TheOneBeforeGaveUp_StillWaitsForThoseBeforeIt()
    {
        var first = line.Enter(session);
        line.Enter(session).Dispose();
        using var third = line.Enter(session);
        var passing = third.PassAsync(CancellationToken.None);
        Assert.False(passing.IsCompleted);

        first.Dispose();

        await passing.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Pass_AnotherSession_DoesNotWait()
    {
        using var place = line.Enter(session);
        using var other = line.Enter(SessionId.New());
        Assert.True(other.PassAsync(CancellationToken.None).IsCompletedSuccessfully);
    }

    [Fact]
    public void Dispose_Last_ForgetsTheSession()
    {
        var first = line.Enter(session);
        var second = line.Enter(session);
        first.Dispose();
        second.Dispose();
        Assert.True(SpinWait.SpinUntil(() => line.Count == 0, TimeSpan.FromSeconds(5)));
    }
}
