using System.Text.RegularExpressions;
using EndToEnd.Browser;
using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Failures;

/// <summary>Gateways die under their clients.</summary>
public sealed partial class KilledGatewayTests(PlatformFixture platform, BrowserFixture browser)
{
    [Fact]
    public async Task Page_WhoseGatewaysAreKilled_KeepsWhatIsWrittenAndSendsItOnce()
    {
        var customer = await Customer.SignInAsync(platform, 4);
        var database = await Database.OpenAsync(platform);
        await using var chat = await browser.OpenAsync(platform.Web);
        await chat.SignInAsync(customer.Name);
        await chat.SendAsync($"Where is my order {customer.Orders[0]}?");
        await chat.AnswerAsync(1);

        var killed = platform.Kill("gateway", PlatformFixture.GatewayCount, 0, 1);
        await Expect(chat.Page.GetByText(Away()).First).ToBeVisibleAsync();
        await chat.SendAsync($"Which items are in {customer.Orders[0]}?");
        await platform.WaitForSuccessorsAsync("gateway", PlatformFixture.GatewayCount, killed);

        await Expect(await chat.AnswerAsync(2)).ToContainTextAsync(customer.Orders[0]);
        await Expect(chat.Replies).ToHaveCountAsync(2);
        var session = new Uri(chat.Page.Url).Fragment.Split('/')[^1];
        Assert.Equal(2, await database.CountMessagesAsync(session, "user"));
        Assert.Equal(2, await database.CountMessagesAsync(session, "assistant"));
        chat.AssertNoErrors();
    }

    [Fact]
    public async Task Reply_WhoseGatewayIsKilledHalfway_CompletesOnceOnTheOther()
    {
        var customer = await Customer.SignInAsync(platform, 2);
        await using var balancer = new TcpProxy(platform.Gateways[0].Port);
        await using var clients = await OfficialClients.StartAsync();
        var socket = await Conversation.ConnectAsync(
            clients,
            new Uri($"http://127.0.0.1:{balancer.Port}"),
            customer,
            new
            {
                reconnection = true,
                reconnectionDelay = 20,
                reconnectionDelayMax = 100,
            }
        );
        var conversation = await Conversation.StartAsync(socket);

        var sent = await conversation.SendAsync("List all product types that you sell");
        await conversation.ChunkAsync(sent.ReplyId);
        balancer.Retarget(platform.Gateways[1].Port);
        var killed = platform.Kill("gateway", PlatformFixture.GatewayCount, 0);
        var reply = await conversation.ReplyAsync(sent.ReplyId);
        await platform.WaitForSuccessorsAsync("gateway", PlatformFixture.GatewayCount, killed);

        conversation.AssertStreamedOnce(reply);
        var back = socket.Events.Last(received => received.Name == "connect");
        Assert.True(back.Argument.GetProperty("recovered").GetBoolean());
        var names = socket.Events.SkipWhile(received => received != back).Select(received => received.Name).ToList();
        Assert.Contains("message:chunk", names);
        Assert.Contains("message:complete", names);
    }

    [GeneratedRegex("Reconnecting|cannot be reached")]
    private static partial Regex Away();
}
