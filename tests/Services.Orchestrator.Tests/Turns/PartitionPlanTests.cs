using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Tests.Turns;

public sealed class PartitionPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(11)]
    public void Assign_AnyMembers_GivesNobodyMoreThanTheirShare(int count)
    {
        var members = Members(count);

        var plan = PartitionPlan.Assign(8, members);

        Assert.Equal(8, plan.Count);
        Assert.All(plan.CountBy(owner => owner), load => Assert.True(load.Value <= (8 + count - 1) / count));
    }

    [Fact]
    public void Assign_MembersInAnotherOrder_IsTheSamePlan()
    {
        var members = Members(5);

        Assert.Equal(PartitionPlan.Assign(8, members), PartitionPlan.Assign(8, [.. members.AsEnumerable().Reverse()]));
    }

    [Fact]
    public void Assign_NoMembers_IsEmpty() => Assert.Empty(PartitionPlan.Assign(8, []));

    [Fact]
    public void Assign_SecondMember_TakesHalf() => Assert.Equal(4, PartitionPlan.Assign(8, ["a", "b"]).Count(owner => owner == "b"));

    private static List<string> Members(int count) => [.. Enumerable.Range(0, count).Select(i => $"host/{i}/{i:x32}")];
}
