using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Connections;

public sealed class ConnectionLogTests(GatewayFixture fixture)
{
    private const string Category = "Services.Gateway.ConnectionLogs.ConnectionLog";

    [Fact]
    public async Task Log_OfASocket_SaysWhenItCameAndWhyItWent()
    {
        using var lines = new LogLines();
        await using var gateway = await fixture.StartGatewayAsync($"Logging:LogLevel:{Category}=Information");
        var customer = GatewayHost.NewCustomer();

        var socket = await fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(customer) }).ConnectedAsync();
        var id = (await socket.WaitForAsync("connected")).GetProperty("socketId").GetString();
        await lines.WaitForAsync($"Socket {id} connected, role customer, recovered False.");
        socket.Disconnect();

        var end = await lines.WaitForAsync($"Socket {id} disconnected, role customer: ");
        Assert.Matches("(ClientLeft|ClientClosed|TransportClosed), after [0-9.]+ s\\.$", end);
        Assert.DoesNotContain(customer.UserId, lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfARoomSocket_SaysWhenItCameAndWhyItWent()
    {
        using var lines = new LogLines();
        await using var gateway = await fixture.StartGatewayAsync($"Logging:LogLevel:{Category}=Information");
        var caller = GatewayHost.NewOperator();

        using (await gateway.EnterAsync(caller, $"room-{Guid.NewGuid():N}"))
        {
            await lines.WaitForAsync("Connection over websocket opened, role operator.");
        }

        var end = await lines.WaitForAsync("Connection over websocket closed, role operator: ");
        Assert.Matches("one side closed it, after [0-9.]+ s\\.$", end);
    }

    /// <summary>Lines of the category, as they are written.</summary>
    private sealed class LogLines : EventListener
    {
        private const EventKeywords FormattedMessages = (EventKeywords)4;

        private readonly ConcurrentQueue<string> _lines = new();

        public string Text => string.Join('\n', _lines);

        public async Task<string> WaitForAsync(string beginning)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (true)
            {
                if (_lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
                {
                    return found;
                }

                Assert.True(await timer.WaitForNextTickAsync(patience.Token));
            }
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "Microsoft-Extensions-Logging")
            {
                EnableEvents(eventSource, EventLevel.Informational, FormattedMessages);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            // level, factory, category, event id, event name, message
            if (eventData is { EventName: "FormattedMessage", Payload: [_, _, Category, _, _, string message, ..] })
            {
                _lines.Enqueue(message);
            }
        }
    }
}
