using AppHost.Supervision;
using Switchboard.Testing;

namespace AppHost.Tests;

public sealed class RestartHistoryTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void OnCrash_SoonAfterEachStart_WaitsLongerAndGivesUp()
    {
        var history = new RestartHistory(_time);

        var pauses = Enumerable.Range(0, RestartHistory.MostRestarts + 1).Select(_ => RunFor(history, TimeSpan.FromSeconds(2))).ToList();

        Assert.Equal(TimeSpan.FromMilliseconds(250), pauses[0]);
        Assert.Equal(TimeSpan.FromMilliseconds(500), pauses[1]);
        Assert.Equal(TimeSpan.FromSeconds(15), pauses[^2]);
        Assert.Null(pauses[^1]);
    }

    [Fact]
    public void OnCrash_OfWhatHadStartedWell_IsAFirstOneEachTime()
    {
        var history = new RestartHistory(_time);

        var pauses = Enumerable.Range(0, 50).Select(_ => RunFor(history, RestartHistory.Settled)).ToList();

        Assert.All(pauses, pause => Assert.Equal(TimeSpan.FromMilliseconds(250), pause));
    }

    private TimeSpan? RunFor(RestartHistory history, TimeSpan duration)
    {
        history.OnRunning();
        _time.Advance(duration);
        return history.OnCrash();
    }
}
