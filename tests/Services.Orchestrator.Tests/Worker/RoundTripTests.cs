using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Turns;
using StackExchange.Redis;
using Switchboard.Testing;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>How many answers of others a turn waits for, one after another, before its user reads the first words.</summary>
public sealed class RoundTripTests(OrchestratorFixture fixture, ITestOutputHelper output)
{
    private const int Most = 10;
    private const int Turns = 10;

    [Fact]
    public async Task FirstChunk_OfAPlainReply_ComesAfterFewRoundTrips()
    {
        var chat = await Chat.BeginAsync(fixture);

        var row = await MeasureAsync(chat);

        Assert.InRange(row.Count, 1, Most);
    }

    [Fact]
    public async Task FirstChunk_OfAReplyWithATool_ComesAfterFewRoundTrips()
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (_, run) =>
        {
            var call = ToolCalls.Lookup;
            await run.SendAsync(new ToolCallStarted(call));
            await run.SendAsync(new ToolCallCompleted(call, ToolCalls.Result(call, """{"status":"shipped"}""")));
            await run.ReplyAsync("Your order is on its way. ", "It arrives tomorrow.");
        };

        var row = await MeasureAsync(chat);

        Assert.InRange(row.Count, 1, Most);
    }

    /// <summary>
    /// The shortest row of a few turns: one round trip that waits for another does so in each of them, and what a busy machine puts apart
    /// that belongs together, only in some.
    /// </summary>
    private async Task<IReadOnlyList<IReadOnlyList<RoundTrip>>> MeasureAsync(Chat chat)
    {
        // Connections, prepared statements and scripts are there once a turn has run.
        await chat.CompletionOfAsync(await chat.SendAsync("Hello"));
        using var trips = new RoundTrips(fixture.Worker.GetRequiredService<IConnectionMultiplexer>());
        IReadOnlyList<IReadOnlyList<RoundTrip>>? shortest = null;
        for (var i = 0; i < Turns; i++)
        {
            var row = await MeasureAsync(chat, trips);
            shortest = row.Count < (shortest?.Count ?? int.MaxValue) ? row : shortest;
        }

        output.WriteLine($"{shortest!.Count} round trips in a row before the first chunk:\n{RoundTrips.Describe(shortest)}");
        return shortest;
    }

    private static async Task<IReadOnlyList<IReadOnlyList<RoundTrip>>> MeasureAsync(Chat chat, RoundTrips trips)
    {
        using var source = new ActivitySource("test");
        ActivityTraceId trace;
        TurnMessage turn;
        using (var root = source.StartActivity("message:send"))
        {
            trace = root!.TraceId;
            turn = await chat.SendAsync("Where is my order?");
        }

        await chat.CompletionOfAsync(turn);
        var consumed = await trips.WaitForAsync(trace, static span => span.Kind == ActivityKind.Consumer);
        var chunk = await trips.WaitForAsync(trace, static span => span.GetTagItem("switchboard.log.event") is EventNames.MessageChunk);
        return trips.InARow(trace, consumed.StartTimeUtc, chunk.StartTimeUtc + chunk.Duration);
    }
}
