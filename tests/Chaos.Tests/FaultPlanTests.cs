using Chaos.Faults;

namespace Chaos.Tests;

public sealed class FaultPlanTests
{
    [Fact]
    public void Next_WithTheSameSeed_ChoosesTheSame() =>
        Assert.Equal(Strikes(5, 40).Select(strike => string.Join('+', strike)), Strikes(5, 40).Select(strike => string.Join('+', strike)));

    [Fact]
    public void Next_InTheLongRun_KillsEveryProcessAndHasEveryOtherFault()
    {
        var faults = Strikes(1, 1_000).SelectMany(strike => strike).ToList();

        Assert.Equal(
            Target.All.Select(target => target.ToString()).Order(),
            faults.OfType<Kill>().Select(kill => kill.Target.ToString()).Distinct().Order()
        );
        Assert.Equal(
            ["full", "kill", "pause", "read-only", "refuse", "row lock", "silence", "slow"],
            faults.Select(fault => fault.Kind).Distinct().Order()
        );
        Assert.All(faults, fault => Assert.InRange(fault.Duration, TimeSpan.Zero, TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public void Next_WithTwo_ChoosesDifferentProcesses() =>
        Assert.All(Strikes(2, 1_000), strike => Assert.Equal(strike.Count, strike.Select(fault => fault.Target).Distinct().Count()));

    private static List<IReadOnlyList<Fault>> Strikes(int seed, int count)
    {
        var plan = new FaultPlan(new Random(seed));
        return [.. Enumerable.Range(0, count).Select(_ => plan.Next())];
    }
}
