using EndToEnd.Clients;
using Microsoft.Playwright;
using Switchboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Browser;

/// <summary>The same customer in two tabs, and after a reload.</summary>
public sealed class TabsTests(PlatformFixture platform, BrowserFixture browser)
{
    [Fact]
    public async Task Conversation_MadeInOneTab_IsInTheOther_AndWhatIsWrittenThereOutlivesAReload()
    {
        var customer = await Customer.SignInAsync(platform, 2);
        await using var first = await browser.OpenAsync(platform.Web);
        await using var second = await browser.OpenAsync(platform.Web);
        await first.SignInAsync(customer.Name);
        await second.SignInAsync(customer.Name);
        var question = $"Where is order {customer.Orders[0]}, please?";

        await first.SendAsync(question);
        await second.Page.GetByRole(AriaRole.Button, new() { Name = question }).ClickAsync();
        await Expect(await second.AnswerAsync(1)).ToContainTextAsync(customer.Orders[0]);

        await second.Input.FillAsync("And when will");
        await second.Page.ReloadAsync();
        await Expect(second.Input).ToHaveValueAsync("And when will");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).ClickAsync();
        await Expect(second.Input).ToHaveValueAsync("");
        first.AssertNoErrors();
        second.AssertNoErrors();
    }
}
