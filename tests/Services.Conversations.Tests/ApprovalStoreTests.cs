using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Approvals;
using Switchboard.Testing;

namespace Services.Conversations.Tests;

public sealed class ApprovalStoreTests(StoresHost host)
{
    private readonly ManualTime _time = new();
    private readonly SessionId _session = SessionId.New();

    private NpgsqlApprovalStore Store => new NpgsqlApprovalStore(host.Database, _time);

    [Fact]
    public async Task Find_Added_IsAsItWas()
    {
        var approval = await AddAsync();

        var found = await Store.FindAsync(approval.Id, CancellationToken.None);

        Assert.Equal(
            (approval.Statement, approval.Agent, approval.UserId, approval.ExpiresAt),
            (found!.Statement, found.Agent, found.UserId, found.ExpiresAt)
        );
        Assert.Equal(approval.Call.Arguments.GetRawText(), found.Call.Arguments.GetRawText());
        Assert.Equal([MessageRole.User, MessageRole.Assistant], found.Transcript.Select(message => message.Role));
    }

    [Fact]
    public async Task TryResolve_ByManyAtOnce_HasOneWinner()
    {
        var approval = await AddAsync();

        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Store.TryResolveAsync(
                        approval.Id,
                        TurnId.New(),
                        i % 2 == 0 ? ApprovalStatus.Approved : ApprovalStatus.Rejected,
                        CancellationToken.None
                    )
                )
        );

        Assert.Single(outcomes, won => won);
    }

    [Fact]
    public async Task TryResolve_SameTurnAgain_IsStillTheWinner()
    {
        var approval = await AddAsync();
        var turn = TurnId.New();

        Assert.True(await Store.TryResolveAsync(approval.Id, turn, ApprovalStatus.Approved, CancellationToken.None));
        Assert.True(await Store.TryResolveAsync(approval.Id, turn, ApprovalStatus.Approved, CancellationToken.None));
        Assert.False(await Store.TryResolveAsync(approval.Id, turn, ApprovalStatus.Rejected, CancellationToken.None));
        Assert.Equal(approval.Id, (await Store.FindForTurnAsync(_session, turn, CancellationToken.None))!.Id);
        Assert.Null(await Store.FindForTurnAsync(_session, TurnId.New(), CancellationToken.None));
    }

    [Fact]
    public async Task TryResolve_AfterItsTime_IsRefused()
    {
        var approval = await AddAsync();
        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(await Store.TryResolveAsync(approval.Id, TurnId.New(), ApprovalStatus.Approved, CancellationToken.None));
        Assert.Null(await Store.FindForTurnAsync(_session, TurnId.New(), CancellationToken.None));
    }

    [Fact]
    public async Task Expire_BySeveralWorkers_GivesEachToOne()
    {
        var approval = await AddAsync();
        _time.Advance(TimeSpan.FromHours(1));

        var expired = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Store.ExpireAsync(100, CancellationToken.None)));

        Assert.Single(expired.SelectMany(batch => batch), entry => entry.Id == approval.Id && entry.Session == _session);
    }

    [Fact]
    public async Task Add_Twice_KeepsTheFirstAndItsAnswer()
    {
        var approval = await AddAsync();
        var turn = TurnId.New();
        await Store.TryResolveAsync(approval.Id, turn, ApprovalStatus.Approved, CancellationToken.None);

        await Store.AddAsync(approval, CancellationToken.None);

        Assert.False(await Store.TryResolveAsync(approval.Id, TurnId.New(), ApprovalStatus.Rejected, CancellationToken.None));
    }

    [Fact]
    public async Task Add_AnotherOfTheSession_SupersedesTheOpenOne()
    {
        var first = await AddAsync();
        var second = await AddAsync();

        Assert.Equal(second.Id, (await Store.FindForTurnAsync(_session, TurnId.New(), CancellationToken.None))!.Id);
        Assert.False(await Store.TryResolveAsync(first.Id, TurnId.New(), ApprovalStatus.Approved, CancellationToken.None));
    }

    private async Task<Approval> AddAsync()
    {
        var turn = TurnId.New();
        var call = new ToolCall
        {
            CallId = "c1",
            Name = "cancel_pending_order",
            Arguments = System.Text.Json.JsonElement.Parse("""{"order_id":"#W1","reason":"no longer needed"}"""),
        };
        var approval = new Approval
        {
            Id = new ApprovalId(Guid.CreateVersion7()),
            SessionId = _session,
            TurnId = turn,
            UserId = "u1",
            Agent = AgentNames.Order,
            Call = call,
            Statement = "Cancel #W1.",
            Transcript =
            [
                new() { Role = MessageRole.User, Content = "cancel" },
                new() { Role = MessageRole.Assistant, ToolCalls = [call] },
            ],
            ExpiresAt = _time.GetUtcNow() + TimeSpan.FromMinutes(30),
        };
        await Store.AddAsync(approval, CancellationToken.None);
        return approval;
    }
}
