using Services.Contracts.Ids;
using Services.Orchestrator.Approvals;

namespace Services.Orchestrator.Tests.Approvals;

public sealed class ApprovalIdsTests
{
    [Fact]
    public void IdOf_SameTurn_IsTheSame()
    {
        var turn = TurnId.New();
        Assert.Equal(ApprovalIds.Of(turn), ApprovalIds.Of(turn));
        Assert.NotEqual(ApprovalIds.Of(turn), ApprovalIds.Of(TurnId.New()));
        Assert.Equal(8, ApprovalIds.Of(turn).Value.Version);
    }
}
