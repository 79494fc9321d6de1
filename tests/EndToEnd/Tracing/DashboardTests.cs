using EndToEnd.Browser;
using EndToEnd.Clients;
using Microsoft.Playwright;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Tracing;

/// <summary>
/// A turn in Aspire's dashboard. With <c>SWITCHBOARD_SCREENSHOTS</c>, a folder, what is seen is kept there: so the picture in the documents
/// is made.
/// </summary>
public sealed class DashboardTests(PlatformFixture platform, BrowserFixture browser)
{
    private static readonly string[] Services = ["gateway", "orchestrator", "guardrails", "agents", "evals"];

    [Fact]
    public async Task Trace_OfAnOrderQuestion_IsAWaterfallThroughEveryService()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var reply = await conversation.AskAsync($"Where is my order {customer.Orders[0]}?");
        await conversation.Socket.WaitForAsync("message:evaluated");
        var trace = reply.GetProperty("metadata").GetProperty("traceId").GetString()!;
        using var traces = await TraceReader.OpenAsync(platform);
        await traces.ReadAsync(trace, spans => Array.TrueForAll(Services, name => spans.Any(span => span.Service == name)));

        await using var context = await browser.OpenContextAsync(1600, 1000);
        var page = await context.NewPageAsync();
        var address = $"/login?t={platform.DashboardToken}&returnUrl={Uri.EscapeDataString($"/traces/detail/{trace}")}";
        await page.GotoAsync(new Uri(platform.Dashboard, address).ToString());
        foreach (var service in Services)
        {
            await Assertions.Expect(page.GetByText(service).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        }

        if (Environment.GetEnvironmentVariable("SWITCHBOARD_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "trace.png") });
        }
    }
}
