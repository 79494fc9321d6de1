using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;

namespace Services.Gateway.Tests.Turns;

/// <summary>How many answers of the stores and the broker a message waits for, one after another, before it is acknowledged.</summary>
public sealed class RoundTripTests(GatewayFixture fixture, ITestOutputHelper output) : GatewayTest(fixture)
{
    private const int Most = 4;

    [Theory]
    [InlineData(null)]
    [InlineData("a1")]
    public async Task Ack_OfAMessage_ComesAfterFewRoundTrips(string? clientMessageId)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });
        using var trips = new RoundTrips(Gateway.Services.GetRequiredService<IConnectionMultiplexer>());

        var ack = await socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = TestWorker.Unanswered,
                clientMessageId,
            }
        );

        var trace = ActivityTraceId.CreateFromString(ack.GetProperty("traceId").GetString());
        var root = await trips.WaitForAsync(trace, static span => span.OperationName == "message:send");
        var acknowledged = root.StartTimeUtc + TimeSpan.FromMilliseconds(ack.GetProperty("latency").GetDouble());
        var row = trips.InARow(trace, root.StartTimeUtc, acknowledged);
        output.WriteLine($"{row.Count} round trips in a row before the acknowledgement:\n{RoundTrips.Describe(row)}");
        Assert.InRange(row.Count, 1, Most);
    }
}
