using LocalAspire.Supervision;
using LocalAspire.Tests.Support;

namespace LocalAspire.Tests;

public sealed class RestartPolicyTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Crashed_AgainAndAgainAfterBeingHealthy_DoublesTheDelayUpToItsLimit()
    {
        var policy = new RestartPolicy(_time, () => 0.5);
        var delays = new List<double>();
        for (var crash = 0; crash < 12; crash++)
        {
            policy.Healthy();
            delays.Add(policy.Crashed()!.Value.TotalSeconds);
        }

        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30, 30], delays.Select(delay => Math.Round(delay, 3)));
    }

    [Fact]
    public void Crashed_AfterBeingStable_StartsOverAtTheShortestDelay()
    {
        var policy = new RestartPolicy(_time, () => 0.5);
        for (var crash = 0; crash < 4; crash++)
        {
            policy.Healthy();
            policy.Crashed();
        }

        policy.Healthy();
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(0.2, policy.Crashed()!.Value.TotalSeconds, precision: 3);
    }

    [Fact]
    public void Crashed_FiveTimesWithoutBeingHealthy_GivesUp()
    {
        var policy = new RestartPolicy(_time, () => 0.5);

        var delays = Enumerable.Range(0, 5).Select(_ => policy.Crashed()).ToList();

        Assert.All(delays.SkipLast(1), delay => Assert.NotNull(delay));
        Assert.Null(delays[^1]);
    }

    [Theory]
    [InlineData(0, 0.16)]
    [InlineData(1, 0.24)]
    public void Crashed_WithJitter_StaysWithinAFifth(double random, double expected) =>
        Assert.Equal(expected, new RestartPolicy(_time, () => random).Crashed()!.Value.TotalSeconds, precision: 3);
}
