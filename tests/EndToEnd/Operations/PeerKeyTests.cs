using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Operations;

/// <summary>The keys by which the running services know each other.</summary>
public sealed class PeerKeyTests(PlatformFixture platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RenewKey_WhileTurnsRun_InterruptsNothing()
    {
        var customer = await Customer.SignInAsync(platform, 2);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var folder = Path.Combine(platform.DataFolder, "peers");
        var before = await File.ReadAllTextAsync(Path.Combine(folder, "orchestrator.json"), Cancellation);

        var worker = platform.Processes("orchestrator").Keys.First();
        var renewing = platform.Application.ResourceCommands.ExecuteCommandAsync(worker, "renew-key", Cancellation);
        do
        {
            await conversation.AskAsync($"Where is my order {customer.Orders[0]}?");
        } while (!renewing.IsCompleted);

        var renewed = await renewing;
        await conversation.AskAsync($"Where is my order {customer.Orders[0]}?");
        Assert.True(renewed.Success, renewed.Message);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(folder, "orchestrator.json"), Cancellation));
    }

    [Theory]
    [InlineData("agents", "/agents/order/runs")]
    [InlineData("agents", "/triage")]
    [InlineData("guardrails", "/verdicts/input")]
    [InlineData("guardrails", "/verdicts/output")]
    public async Task Service_AskedByNobody_Refuses(string service, string path)
    {
        using var http = platform.Application.CreateHttpClient(service);
        using var response = await http.PostAsync(path, new StringContent("{}"), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
