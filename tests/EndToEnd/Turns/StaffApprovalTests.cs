using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Turns;

/// <summary>A change that moves more than the assistant may alone, from the customer's wish to what staff decide.</summary>
public sealed class StaffApprovalTests(PlatformFixture platform)
{
    private const decimal Paid = 12_345.67m;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("approve", true)]
    [InlineData("decline", false)]
    public async Task Cancellation_OfMuchMoney_IsDoneOnlyIfStaffApproveIt(string decision, bool isDone)
    {
        var customer = await Customer.SignInAsync(platform, 3);
        var database = await Database.OpenAsync(platform);
        var order = await database.AddPendingOrderAsync(customer, Paid);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        using var staff = new HttpClient { BaseAddress = platform.Gateway };
        staff.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await OperatorTokenAsync(staff));

        var approval = await conversation.RequestCancellationAsync(order);
        var waits = await conversation.ReplyAsync(await conversation.AnswerAsync(approval, approved: true));
        Assert.Contains("a colleague has to approve it", waits.GetProperty("content").GetString());
        Assert.Equal("pending", (await database.ReadOrderAsync(order)).Status);

        var waiting = await staff.GetFromJsonAsync<JsonElement>("/approvals?limit=200", Cancellation);
        var request = Assert.Single(waiting.EnumerateArray(), one => one.GetProperty("approvalId").GetString() == approval);
        Assert.Equal(Paid, request.GetProperty("amount").GetDecimal());
        using var decided = await staff.PostAsJsonAsync(
            $"/approvals/{approval}/decision",
            new { decision, reason = "Checked." },
            Cancellation
        );
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        var by = (await decided.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("decidedByName").GetString()!;

        var told = await conversation.Socket.WaitForAsync(
            "message:complete",
            reply => reply.GetProperty("content").GetString()!.Contains(by, StringComparison.Ordinal)
        );
        var outcome = await conversation.Socket.WaitForAsync("approval:decided");
        Assert.Equal(
            (isDone ? "approved" : "declined", by),
            (outcome.GetProperty("outcome").GetString(), outcome.GetProperty("name").GetString())
        );
        if (isDone)
        {
            Assert.Contains(order, told.GetProperty("content").GetString());
            (await database.ReadOrderAsync(order)).AssertCancelledOnce();
        }
        else
        {
            Assert.Contains("Nothing was changed.", told.GetProperty("content").GetString());
            Assert.Equal("pending", (await database.ReadOrderAsync(order)).Status);
        }
    }

    private static async Task<string> OperatorTokenAsync(HttpClient http)
    {
        var users = await http.GetFromJsonAsync<JsonElement>("/auth/demo-users", Cancellation);
        var user = users.EnumerateArray().First(user => user.GetProperty("role").GetString() == "operator").GetProperty("id").GetString();
        using var response = await http.PostAsJsonAsync("/auth/token", new { user }, Cancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("token").GetString()!;
    }
}
