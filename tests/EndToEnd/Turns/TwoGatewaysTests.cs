using EndToEnd.Clients;
using EndToEnd.Tracing;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Turns;

/// <summary>A user with a tab on each gateway.</summary>
public sealed class TwoGatewaysTests(PlatformFixture platform)
{
    [Fact]
    public async Task Turn_OfAUserWithATabOnEachGateway_IsTheSameInBothAndOneTrace()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var first = await Conversation.StartAsync(await Conversation.ConnectAsync(clients, platform.Gateways[0], customer));
        var second = await first.JoinAsync(await Conversation.ConnectAsync(clients, platform.Gateways[1], customer));

        var sent = await second.SendAsync($"Where is my order {customer.Orders[0]}?");
        foreach (var tab in new[] { first, second })
        {
            tab.AssertStreamedOnce(await tab.ReplyAsync(sent.ReplyId));
            await tab.Socket.WaitForAsync("message:evaluated");
        }

        Assert.Equal(Numbered(first.Socket), Numbered(second.Socket));
        var reply = await first.ReplyAsync(sent.ReplyId);
        using var traces = await TraceReader.OpenAsync(platform);
        var spans = await traces.ReadAsync(
            reply.GetProperty("metadata").GetProperty("traceId").GetString()!,
            spans => Deliveries(spans).Count == 2
        );
        Assert.Equal(2, Deliveries(spans).Distinct().Count());
        Assert.Contains(Assert.Single(spans, span => span.Parent is null).Instance, Deliveries(spans));
    }

    /// <summary>The events of the session, as they were received.</summary>
    private static List<string> Numbered(OfficialSocket socket) =>
        [
            .. socket
                .Events.Where(received =>
                    received.Argument.ValueKind == System.Text.Json.JsonValueKind.Object && received.Argument.TryGetProperty("seq", out _)
                )
                .Select(received => $"{received.Name} {received.Argument}"),
        ];

    /// <summary>The gateways that delivered the reply.</summary>
    private static List<string> Deliveries(IReadOnlyList<Span> spans) =>
        [.. spans.Where(span => span.Name == "deliver message:complete").Select(span => span.Instance).Order()];
}
