using Microsoft.Playwright;
using Switchboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Browser;

/// <summary>The page for the HTTP endpoints, which runs under a policy of its own.</summary>
public sealed class ApiDocumentTests(PlatformFixture platform, BrowserFixture browser)
{
    [Fact]
    public async Task Page_OfTheGatewaysEndpoints_ShowsThemAndAsksNobodyElse()
    {
        await using var chat = await browser.OpenAsync(new Uri("about:blank"));
        var elsewhere = new List<string>();
        chat.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } address && address.Authority != platform.Gateway.Authority)
            {
                elsewhere.Add(request.Url);
            }
        };

        await chat.Page.GotoAsync(new Uri(platform.Gateway, "/docs").ToString());

        await Expect(chat.Page.GetByRole(AriaRole.Heading, new() { Name = "Switchboard Gateway" }).First).ToBeVisibleAsync();
        await Expect(chat.Page.GetByRole(AriaRole.Link, new() { Name = "/client-config" }).First).ToBeVisibleAsync();
        Assert.Empty(elsewhere);
        chat.AssertNoErrors();
    }
}
