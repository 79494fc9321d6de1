using System.Text.RegularExpressions;
using EndToEnd.Browser;
using EndToEnd.Clients;
using Switchboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Failures;

/// <summary>The gateway dies under a page.</summary>
public sealed partial class KilledGatewayTests(PlatformFixture platform, BrowserFixture browser)
{
    [Fact]
    public async Task Page_WhoseGatewayIsKilled_KeepsWhatIsWrittenAndSendsItOnce()
    {
        var customer = await Customer.SignInAsync(platform, 4);
        var database = await Database.OpenAsync(platform);
        await using var chat = await browser.OpenAsync(platform.Web);
        await chat.SignInAsync(customer.Name);
        await chat.SendAsync($"Where is my order {customer.Orders[0]}?");
        await chat.AnswerAsync(1);

        var killed = platform.Kill("gateway", 1, 0);
        await Expect(chat.Page.GetByText(Away()).First).ToBeVisibleAsync();
        await chat.SendAsync($"Which items are in {customer.Orders[0]}?");
        await platform.WaitForSuccessorsAsync("gateway", 1, killed);

        await Expect(await chat.AnswerAsync(2)).ToContainTextAsync(customer.Orders[0]);
        await Expect(chat.Replies).ToHaveCountAsync(2);
        var session = new Uri(chat.Page.Url).Fragment.Split('/')[^1];
        Assert.Equal(2, await database.CountMessagesAsync(session, "user"));
        Assert.Equal(2, await database.CountMessagesAsync(session, "assistant"));
        chat.AssertNoErrors();
    }

    [GeneratedRegex("Reconnecting|cannot be reached")]
    private static partial Regex Away();
}
