using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Dialects;

/// <summary>Who may answer which question, and what becomes of answers that do not count.</summary>
public sealed class ApprovalTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private IApprovalStore Approvals => Gateway.Services.GetRequiredService<IApprovalStore>();

    [Fact]
    public async Task Answer_ByTheOneWhoWasAsked_BecomesATurnOfItsOwnId()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        var asked = await AskAsync(session, user);

        await RespondAsync(socket, session, asked);
        await RespondAsync(socket, session, asked);

        var turn = Assert.IsType<ApprovalAnswered>(await Worker.WaitForTurnAsync(session));
        Assert.Equal((asked, true), (turn.ApprovalId, turn.Approved));
        Assert.NotEqual(asked.Value, turn.TurnId.Value);
        Assert.Single(Worker.TurnsOf(session).Select(message => message.TurnId).Distinct());
    }

    [Fact]
    public async Task Answer_ToAQuestionOfAnotherSession_IsRefusedAndMakesNoTurn()
    {
        var (owner, stranger) = (GatewayHost.NewCustomer(), GatewayHost.NewCustomer());
        var theirs = await CreateSessionAsync(await ConnectAsync(owner));
        var socket = await ConnectAsync(stranger);
        var own = await CreateSessionAsync(socket);
        var asked = await AskAsync(theirs, owner);

        var answer = await RespondAsync(socket, own, asked);

        Assert.Equal("APPROVAL_NOT_PENDING", Code(answer));
        Assert.Empty(Worker.TurnsOf(own));
        Assert.Equal(ApprovalStatus.Pending, (await Approvals.FindAsync(asked, CancellationToken.None))!.Status);
    }

    [Fact]
    public async Task Answer_ByStaffInTheSession_IsRefusedAndLeavesTheQuestionOpen()
    {
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        var asked = await AskAsync(session, customer);
        var staff = await ConnectAsync(GatewayHost.NewOperator());

        var answer = await RespondAsync(staff, session, asked);

        Assert.Equal("SESSION_ACCESS_DENIED", Code(answer));
        Assert.Equal(ApprovalStatus.Pending, (await Approvals.FindAsync(asked, CancellationToken.None))!.Status);
    }

    [Theory]
    [InlineData(ApprovalStatus.Approved, "agreed to already")]
    [InlineData(ApprovalStatus.Rejected, "declined already")]
    [InlineData(ApprovalStatus.Superseded, "withdrawn")]
    public async Task Answer_ToWhatIsSettled_SaysWhatBecameOfItAndMakesNoTurn(ApprovalStatus status, string told)
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        var asked = await AskAsync(session, user);
        await Approvals.TryResolveAsync(asked, TurnId.New(), status, CancellationToken.None);

        var answer = await RespondAsync(socket, session, asked);

        Assert.Equal("APPROVAL_NOT_PENDING", Code(answer));
        Assert.Contains(told, answer.GetProperty("error").GetProperty("message").GetString());
        Assert.Empty(Worker.TurnsOf(session));
    }

    private static Task<JsonElement> RespondAsync(OfficialSocket socket, SessionId session, ApprovalId approval) =>
        socket.AskAsync(
            "approval:respond",
            new
            {
                sessionId = session.ToString(),
                approvalId = approval.ToString(),
                approved = true,
            }
        );

    private async Task<ApprovalId> AskAsync(SessionId session, Caller user)
    {
        var id = ApprovalId.New();
        await Approvals.AddAsync(
            new Approval
            {
                Id = id,
                SessionId = session,
                TurnId = TurnId.New(),
                UserId = user.UserId,
                Agent = AgentNames.Order,
                Call = new ToolCall
                {
                    CallId = "c1",
                    Name = "cancel_pending_order",
                    Arguments = JsonElement.Parse("""{"order_id":"#W1"}"""),
                },
                Statement = "Cancel #W1.",
                Transcript = [],
                ExpiresAt = DateTimeOffset.UtcNow.AddMinutes(5),
            },
            CancellationToken.None
        );
        return id;
    }
}
