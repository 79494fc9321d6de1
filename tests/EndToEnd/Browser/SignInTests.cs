using EndToEnd.Clients;
using Microsoft.Playwright;
using Switchboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Browser;

/// <summary>Signing in at an OpenID Connect provider, by authorization code and PKCE.</summary>
public sealed class SignInTests(PlatformFixture platform, BrowserFixture browser)
{
    [Fact]
    public async Task Provider_SignsIn_AndTheCustomerOfItsTokenIsAnswered()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        platform.Provider.User["customer_id"] = customer.CustomerId;
        await using var chat = await browser.OpenAsync(platform.Web);

        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Example" }).ClickAsync();
        await chat.Page.GetByRole(AriaRole.Link, new() { Name = "Continue" }).ClickAsync();

        await Expect(chat.Page.GetByText("Online", new() { Exact = true })).ToBeAttachedAsync();
        Assert.DoesNotContain("code=", chat.Page.Url, StringComparison.Ordinal);
        await chat.SendAsync($"Where is my order {customer.Orders[0]}?");
        await Expect(await chat.AnswerAsync(1)).ToContainTextAsync(customer.Orders[0]);
        chat.AssertNoErrors();
    }
}
