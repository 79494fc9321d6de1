using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Ids;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Turns;

/// <summary>How many answers of the stores and the broker a message waits for, one after another, before it is acknowledged.</summary>
public sealed class RoundTripTests(GatewayFixture fixture, ITestOutputHelper output) : GatewayTest(fixture)
{
    private const int Most = 4;
    private const int Messages = 10;

    [Theory]
    [InlineData(null)]
    [InlineData("a1")]
    public async Task Ack_OfAMessage_ComesAfterFewRoundTrips(string? clientMessageId)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });
        using var trips = new RoundTrips(Gateway.Services.GetRequiredService<IConnectionMultiplexer>());

        // What a busy machine puts apart that belongs together, it does only now and then.
        IReadOnlyList<IReadOnlyList<RoundTrip>>? shortest = null;
        for (var i = 0; i < Messages; i++)
        {
            var row = await MeasureAsync(socket, session, clientMessageId is null ? null : $"{clientMessageId}-{i}", trips);
            shortest = row.Count < (shortest?.Count ?? int.MaxValue) ? row : shortest;
        }

        output.WriteLine($"{shortest!.Count} round trips in a row before the acknowledgement:\n{RoundTrips.Describe(shortest)}");
        Assert.InRange(shortest.Count, 1, Most);
    }

    private static async Task<IReadOnlyList<IReadOnlyList<RoundTrip>>> MeasureAsync(
        OfficialSocket socket,
        SessionId session,
        string? clientMessageId,
        RoundTrips trips
    )
    {
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
        return trips.InARow(trace, root.StartTimeUtc, acknowledged);
    }
}
