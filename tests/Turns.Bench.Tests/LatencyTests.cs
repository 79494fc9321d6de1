using Turns.Bench.Results;

namespace Turns.Bench.Tests;

public sealed class LatencyTests
{
    [Fact]
    public void Of_AHundredDurations_TakesTheNearestRank() =>
        Assert.Equal(new Latency(50, 95, 99, 100), Latency.Of(Enumerable.Range(1, 100).Reverse().Select(static n => (double)n)));

    [Fact]
    public void Of_FewDurations_TakesOnesThatWereMeasured() => Assert.Equal(new Latency(2, 3, 3, 3), Latency.Of([3, 1, 2]));

    [Fact]
    public void Of_OneDuration_IsItThroughout() => Assert.Equal(new Latency(7, 7, 7, 7), Latency.Of([7]));

    [Fact]
    public void Of_Nothing_IsNull() => Assert.Null(Latency.Of([]));
}
