using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace EndToEnd.Browser;

/// <summary>The chat page as its user knows it: by roles and names.</summary>
public sealed class ChatPage : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();

    public ChatPage(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
        // What the page's own policy forbids fails without an exception.
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _errors.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    public ILocator Input => Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });

    public ILocator Suggestions => Page.GetByRole(AriaRole.List, new() { Name = "Suggestions" }).GetByRole(AriaRole.Button);

    public ILocator Replies => Page.GetByRole(AriaRole.Article, new() { NameRegex = new("^Answer from") });

    public ILocator LastReply => Replies.Last;

    public ILocator Approval => Page.GetByRole(AriaRole.Group).Last;

    public ILocator Stop => Page.GetByRole(AriaRole.Button, new() { Name = "Stop the answer" });

    /// <summary>Signs in as a demo customer with one click.</summary>
    public async Task SignInAsync(string name)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();
        await Assertions.Expect(Page.GetByText("Online", new() { Exact = true })).ToBeAttachedAsync();
    }

    public async Task SendAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
    }

    /// <summary>Waits until the last answer is whole, with its figures, and scored.</summary>
    public async Task<ILocator> AnswerAsync(int number)
    {
        var reply = Replies.Nth(number - 1);
        await Assertions.Expect(reply.GetByText("to first word")).ToBeVisibleAsync();
        return reply;
    }

    /// <summary>Nothing went wrong in the page's own code, and nothing that it wanted was forbidden.</summary>
    public void AssertNoErrors() => Assert.Empty(_errors);

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
