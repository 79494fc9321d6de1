using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.StaffApprovals;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

/// <summary>What staff decide on, who may, and how they hear of it.</summary>
public sealed class StaffApprovalTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IStaffApprovalStore Staff => Gateway.Services.GetRequiredService<IStaffApprovalStore>();

    [Fact]
    public async Task List_ForStaff_HasWhatWaitsWithAmountAndCustomer()
    {
        var (customer, session, asked) = await EscalateAsync();
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator());

        var listed = await staff.GetFromJsonAsync<JsonElement>("/approvals?state=pending&limit=200", Stop);

        var waiting = Assert.Single(listed.EnumerateArray(), one => one.GetProperty("approvalId").GetString() == asked.ToString());
        Assert.Equal(session.ToString(), waiting.GetProperty("sessionId").GetString());
        Assert.Equal(
            ("pending", 12_000m, "Cancel #W1.", customer.Name, "cancel_pending_order"),
            (
                waiting.GetProperty("state").GetString(),
                waiting.GetProperty("amount").GetDecimal(),
                waiting.GetProperty("statement").GetString(),
                waiting.GetProperty("customerName").GetString(),
                waiting.GetProperty("tool").GetString()
            )
        );
        Assert.Equal("#W1", waiting.GetProperty("arguments").GetProperty("order_id").GetString());
    }

    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("decline", "declined")]
    public async Task Decision_OfStaff_IsRecordedWithTheNameAndBecomesATurnOfTheCustomer(string decision, string state)
    {
        var (customer, session, asked) = await EscalateAsync();
        var person = GatewayHost.NewOperator();
        using var staff = Gateway.HttpFor(person);

        using var answer = await DecideAsync(staff, asked, decision, "Card 4111 1111 1111 1111 was checked.");
        using var again = await DecideAsync(staff, asked, decision);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, again.StatusCode));
        var told = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal(
            (state, person.UserId, person.Name),
            (
                told.GetProperty("state").GetString(),
                told.GetProperty("decidedBy").GetString(),
                told.GetProperty("decidedByName").GetString()
            )
        );
        Assert.Equal("Card [card_1] was checked.", told.GetProperty("reason").GetString());
        var turn = Assert.IsType<StaffDecided>(await Worker.WaitForTurnAsync(session));
        Assert.Equal((asked, customer), (turn.ApprovalId, turn.Caller));
        Assert.Single(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Decision_AfterAnothers_IsToldWhoseCounts()
    {
        var (_, session, asked) = await EscalateAsync();
        using var first = Gateway.HttpFor(GatewayHost.NewOperator() with { Name = "Dana" });
        using var second = Gateway.HttpFor(GatewayHost.NewOperator());
        using var won = await DecideAsync(first, asked, "decline");

        using var late = await DecideAsync(second, asked, "approve");

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var problem = await late.Content.ReadFromJsonAsync<JsonElement>(Stop);
        Assert.Equal("APPROVAL_NOT_PENDING", problem.GetProperty("code").GetString());
        Assert.Contains("Dana has declined this already", problem.GetProperty("detail").GetString());
        Assert.Equal(StaffApprovalStatus.Declined, (await Staff.FindAsync(asked, Stop))!.Status);
        Assert.Single(Worker.TurnsOf(session));
    }

    [Theory]
    [InlineData("customer", "/approvals")]
    [InlineData("customer", null)]
    [InlineData("owner who is staff", null)]
    public async Task Decision_OfWhoMayNot_IsRefusedAndLeavesItOpen(string who, string? path)
    {
        var owner = who == "owner who is staff" ? GatewayHost.NewOperator() : GatewayHost.NewCustomer();
        var (_, _, asked) = await EscalateAsync(owner);
        using var client = Gateway.HttpFor(owner);

        using var answer = path is null
            ? await DecideAsync(client, asked, "approve")
            : await client.GetAsync(new Uri(path, UriKind.Relative), Stop);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(StaffApprovalStatus.Pending, (await Staff.FindAsync(asked, Stop))!.Status);
    }

    [Theory]
    [InlineData("perhaps", null)]
    [InlineData("approve", "a\0b")]
    public async Task Decision_ThatIsNone_IsRefused(string decision, string? reason)
    {
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator());

        using var answer = await DecideAsync(staff, ApprovalId.New(), decision, reason);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Staff_OnSockets_HearOfADecisionAndCustomersDoNot()
    {
        var (customer, _, asked) = await EscalateAsync();
        var (person, own) = (await ConnectAsync(GatewayHost.NewOperator()), await ConnectAsync(customer));
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator() with { Name = "Dana" });

        using var answer = await DecideAsync(staff, asked, "approve");

        var told = await person.WaitForAsync("approval:updated", e => e.GetProperty("approvalId").GetString() == asked.ToString());
        Assert.Equal(("approved", "Dana"), (told.GetProperty("state").GetString(), told.GetProperty("decidedByName").GetString()));
        Assert.DoesNotContain(own.Events, e => e.Name == "approval:updated");
    }

    [Fact]
    public async Task Claim_OfTheConversation_TellsItsMembersThatNobodyDecides()
    {
        var (customer, session, asked) = await EscalateAsync();
        var socket = await ConnectAsync(customer);
        await socket.AskAsync("session:join", new { sessionId = session });

        await (await ConnectAsync(GatewayHost.NewOperator())).AskAsync("handover:claim", new { sessionId = session });

        var decided = await socket.WaitForAsync("approval:decided");
        Assert.Equal(
            (asked.ToString(), "withdrawn"),
            (decided.GetProperty("approvalId").GetString(), decided.GetProperty("outcome").GetString())
        );
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator());
        using var late = await DecideAsync(staff, asked, "approve");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Empty(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Export_OfTheOwner_HasWhoDecidedAndWhy()
    {
        var (customer, session, asked) = await EscalateAsync();
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator() with { Name = "Dana" });
        using var decided = await DecideAsync(staff, asked, "decline", "Too late.");
        using var own = Gateway.HttpFor(customer);

        var export = await own.GetFromJsonAsync<JsonElement>($"/sessions/{session}/export", Stop);

        var question = Assert.Single(export.GetProperty("questions").EnumerateArray());
        var at = question.GetProperty("staff");
        Assert.Equal(
            ("declined", "Dana", "Too late."),
            (at.GetProperty("status").GetString(), at.GetProperty("name").GetString(), at.GetProperty("reason").GetString())
        );
    }

    private static Task<HttpResponseMessage> DecideAsync(HttpClient client, ApprovalId asked, string decision, string? reason = null) =>
        client.PostAsJsonAsync($"/approvals/{asked}/decision", new { decision, reason }, Stop);

    /// <summary>As the orchestrator does it when a customer agrees to what moves much.</summary>
    private async Task<(Caller Customer, SessionId Session, ApprovalId Asked)> EscalateAsync(Caller? owner = null)
    {
        var customer = owner ?? GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(customer));
        var id = ApprovalId.New();
        await Gateway
            .Services.GetRequiredService<IApprovalStore>()
            .AddAsync(
                new Approval
                {
                    Id = id,
                    SessionId = session,
                    TurnId = TurnId.New(),
                    UserId = customer.UserId,
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
                    StaffAmount = 12_000,
                },
                Stop
            );
        var escalation = await Staff.EscalateAsync(id, TurnId.New(), customer, DateTimeOffset.UtcNow.AddHours(1), Stop);
        Assert.NotNull(escalation.Opened);
        return (customer, session, id);
    }
}
