using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Tracing;

/// <summary>What nobody asked for is not told: telemetry of a platform that answers some turns and is polled meanwhile.</summary>
public sealed class QuietTelemetryTests(PlatformFixture platform)
{
    // What a span says already.
    private static readonly string[] Chatty = ["Microsoft.AspNetCore", "Npgsql.Command", "Polly", "System.Net.Http.HttpClient"];

    // What is asked every few seconds for as long as the platform runs.
    private static readonly string[] Polls = ["/health", "/alive", "/metrics", "/models"];

    [Fact]
    public async Task Telemetry_OfSomeTurns_HasNoRecordsOfRequestsAndNoTracesOfPolls()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var reply = await conversation.AskAsync($"Where is my order {customer.Orders[0]}?");
        await conversation.AskAsync("And the next one?");
        await conversation.Socket.WaitForAsync("message:evaluated");
        using var telemetry = await TraceReader.OpenAsync(platform);
        var whole = await telemetry.ReadAsync(
            reply.GetProperty("metadata").GetProperty("traceId").GetString()!,
            spans => spans.Any(span => span.Service == "evals")
        );

        var logs = await telemetry.ReadLogSourcesAsync();
        var spans = await telemetry.ReadSpansAsync();

        Assert.NotEmpty(whole);
        Assert.NotEmpty(logs);
        Assert.NotEmpty(spans);
        Assert.DoesNotContain(
            logs,
            log =>
                log.Severity is "Information" or "Debug" or "Trace"
                && Array.Exists(Chatty, category => log.Category.StartsWith(category, StringComparison.Ordinal))
        );
        Assert.DoesNotContain(spans, span => Array.Exists(Polls, poll => span.Name.EndsWith(poll, StringComparison.Ordinal)));
        // A statement or a command without a turn, of a poll or a timer.
        Assert.DoesNotContain(spans, span => span.Parent is null && (span.Is("postgresql") || span.Is("redis")));
    }
}
