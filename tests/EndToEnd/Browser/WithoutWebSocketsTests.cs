using System.Text;
using EndToEnd.Clients;
using Switchboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Browser;

/// <summary>The chat on a network that lets HTTP through and no WebSocket.</summary>
public sealed class WithoutWebSocketsTests(PlatformFixture platform, BrowserFixture browser)
{
    private const string Refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /// <summary>Some such networks say so; others swallow the handshake, and the client waits.</summary>
    [Theory]
    [InlineData(Refusal)]
    [InlineData("")]
    public async Task Customer_OnANetworkWithoutWebSockets_IsAnswered(string answer)
    {
        var refused = 0;
        await using var network = new TcpProxy(platform.Web.Port)
        {
            Intercept = sent =>
            {
                if (!Encoding.ASCII.GetString(sent.Span).Contains("\r\nUpgrade: websocket", StringComparison.OrdinalIgnoreCase))
                {
                    return null;
                }

                Interlocked.Increment(ref refused);
                return Encoding.ASCII.GetBytes(answer);
            },
        };
        var customer = await Customer.SignInAsync(platform, 1);
        await using var chat = await browser.OpenAsync(new UriBuilder(platform.Web) { Port = network.Port }.Uri);

        await chat.SignInAsync(customer.Name);
        await chat.SendAsync($"Where is my order {customer.Orders[0]}?");

        await Expect(await chat.AnswerAsync(1)).ToContainTextAsync(customer.Orders[0]);
        Assert.NotEqual(0, refused);
        chat.AssertNoErrors();
    }
}
