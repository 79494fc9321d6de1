using EndToEnd.Clients;
using Microsoft.Playwright;
using Switchboard.Testing;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Browser;

/// <summary>The chat on a phone, with the keyboard alone, in the dark, and when the reader has had enough.</summary>
public sealed class ReachTests(PlatformFixture platform, BrowserFixture browser)
{
    [Fact]
    public async Task Phone_Of360Pixels_ShowsEverythingWithoutScrollingSideways()
    {
        var customer = await Customer.SignInAsync(platform, 3);
        var order = await (await Database.OpenAsync(platform)).AddPendingOrderAsync(customer);
        await using var chat = await browser.OpenAsync(
            platform.Web,
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
                DeviceScaleFactor = 2,
                IsMobile = true,
                HasTouch = true,
                ColorScheme = ColorScheme.Dark,
            }
        );
        await chat.SignInAsync(customer.Name);
        await AssertFitsAsync(chat);

        await chat.SendAsync($"Please cancel order {order}, I no longer need it");
        var yes = chat.Approval.GetByRole(AriaRole.Button, new() { Name = "Yes, do it" });
        await Expect(yes).ToBeInViewportAsync();
        await AssertFitsAsync(chat);
        await chat.Approval.GetByRole(AriaRole.Button, new() { Name = "No, leave it" }).TapAsync();
        await Expect(chat.Approval).ToContainTextAsync("Nothing was changed");
        Assert.Equal("pending", (await (await Database.OpenAsync(platform)).ReadOrderAsync(order)).Status);

        await chat.Page.GetByRole(AriaRole.Button, new() { Name = "Show your conversations" }).TapAsync();
        await Expect(chat.Page.GetByRole(AriaRole.Button, new() { Name = "New conversation" })).ToBeInViewportAsync();
        await AssertFitsAsync(chat);
        chat.AssertNoErrors();
    }

    [Fact]
    public async Task Keyboard_Alone_SignsInAsksAndConfirms()
    {
        var customer = await Customer.SignInAsync(platform, 4);
        var database = await Database.OpenAsync(platform);
        var order = await database.AddPendingOrderAsync(customer);
        await using var chat = await browser.OpenAsync(platform.Web);
        var keys = chat.Page.Keyboard;
        await TabToAsync(chat, chat.Page.GetByRole(AriaRole.Button, new() { Name = customer.Name }));
        await keys.PressAsync("Enter");

        await Expect(chat.Input).ToBeFocusedAsync();
        await keys.TypeAsync($"Please cancel order {order},");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("I no longer need it");
        await keys.PressAsync("Enter");
        await Expect(chat.Approval).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(chat.Approval.GetByRole(AriaRole.Button, new() { Name = "Yes, do it" })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");

        await Expect(chat.Input).ToBeFocusedAsync();
        await Expect(chat.LastReply).ToContainTextAsync("cancelled");
        await chat.AnswerAsync(2);
        (await database.ReadOrderAsync(order)).AssertCancelledOnce();
        chat.AssertNoErrors();
    }

    [Fact]
    public async Task Yes_WrittenInsteadOfPressed_ConfirmsAsWell()
    {
        var customer = await Customer.SignInAsync(platform, 4);
        var database = await Database.OpenAsync(platform);
        var order = await database.AddPendingOrderAsync(customer);
        await using var chat = await browser.OpenAsync(platform.Web);
        await chat.SignInAsync(customer.Name);

        await chat.SendAsync($"Please cancel order {order}, I no longer need it");
        await Expect(chat.Approval).ToBeFocusedAsync();
        await chat.Page.Keyboard.TypeAsync("yes");
        await Expect(chat.Input).ToHaveValueAsync("yes");
        await chat.Page.Keyboard.PressAsync("Enter");

        await Expect(chat.Approval).ToContainTextAsync("You said yes.");
        await Expect(chat.LastReply).ToContainTextAsync("cancelled");
        await chat.AnswerAsync(2);
        (await database.ReadOrderAsync(order)).AssertCancelledOnce();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_WhileTheAnswerRuns_KeepsWhatWasWritten(bool byKey)
    {
        var customer = await Customer.SignInAsync(platform, 2);
        await using var chat = await browser.OpenAsync(platform.Web);
        await chat.SignInAsync(customer.Name);

        await chat.SendAsync("List all product types that you sell");
        if (byKey)
        {
            await Expect(chat.Stop).ToBeVisibleAsync();
            await chat.Page.Keyboard.PressAsync("Escape");
        }
        else
        {
            await chat.Stop.ClickAsync();
        }

        await Expect(chat.LastReply).ToContainTextAsync("You stopped this answer.");
        await Expect(chat.Stop).ToBeHiddenAsync();
        await chat.SendAsync($"Where is my order {customer.Orders[0]}?");
        await Expect(await chat.AnswerAsync(2)).ToContainTextAsync(customer.Orders[0]);
        chat.AssertNoErrors();
    }

    private static async Task TabToAsync(ChatPage chat, ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var presses = 0; presses < 20 && !await target.EvaluateAsync<bool>("element => element === document.activeElement"); presses++)
        {
            await chat.Page.Keyboard.PressAsync("Tab");
        }

        await Expect(target).ToBeFocusedAsync();
    }

    private static async Task AssertFitsAsync(ChatPage chat) =>
        Assert.Equal(0, await chat.Page.EvaluateAsync<int>("Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
}
