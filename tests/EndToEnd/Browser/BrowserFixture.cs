using Microsoft.Playwright;

namespace EndToEnd.Browser;

/// <summary>The Chromium of this machine, without a window.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private static readonly string[] Switches =
    [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>Milliseconds; generous, because the machine runs the whole platform beside the browser.</summary>
    private const float Patience = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions
            {
                ExecutablePath = Find(),
                // Chromium's sandbox refuses to run as root.
                Args = Environment.UserName == "root" ? [.. Switches, "--no-sandbox"] : Switches,
            }
        );
    }

    /// <summary>A page of its own, with nothing remembered.</summary>
    public async Task<ChatPage> OpenAsync(Uri address, BrowserNewContextOptions? options = null)
    {
        var context = await _browser!.NewContextAsync(
            options
                ?? new BrowserNewContextOptions
                {
                    ViewportSize = new ViewportSize { Width = 1280, Height = 860 },
                }
        );
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        var chat = new ChatPage(page);
        await page.GotoAsync(address.ToString());
        return chat;
    }

    /// <summary>A window of that size, with nothing remembered.</summary>
    public async Task<IBrowserContext> OpenContextAsync(int width, int height)
    {
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
            }
        );
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            $"The browser tests need Chromium: none of {string.Join(", ", Names)} is on the PATH. './dev doctor' says how to install it."
        );
}
