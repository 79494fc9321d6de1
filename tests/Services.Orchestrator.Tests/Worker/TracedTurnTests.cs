using System.Diagnostics;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>The trace of a turn.</summary>
public sealed class TracedTurnTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_Traced_IsOneTreeInWhichEverySpanHasItsParent()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source =>
                source.Name is "test" or "Npgsql" or "System.Net.Http" || source.Name.StartsWith("Switchboard.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        var chat = await Chat.BeginAsync(fixture);
        ActivityTraceId trace;
        TurnMessage turn;
        using (var root = source.StartActivity("message:send"))
        {
            trace = root!.TraceId;
            turn = await chat.SendAsync("Hello");
        }

        var complete = await chat.CompletionOfAsync(turn);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!spans.Any(span => span.TraceId == trace && span.Kind == ActivityKind.Consumer))
        {
            await Task.Delay(20, timeout.Token);
        }

        var mine = spans.Where(span => span.TraceId == trace).ToList();
        var ids = mine.Select(span => span.SpanId).ToHashSet();
        Assert.All(
            mine,
            span => Assert.True(span.ParentSpanId == default || ids.Contains(span.ParentSpanId), $"{span.DisplayName} has no parent.")
        );
        Assert.Single(mine, span => span.ParentSpanId == default);
        Assert.Equal(trace.ToHexString(), complete.Metadata.TraceId);
        string[] expected =
        [
            "graph load_context",
            "graph input_guard",
            "graph route",
            "graph agent",
            "graph output_guard",
            "graph persist",
            "send turns",
            "send turns.completed",
        ];
        Assert.Empty(expected.Except(mine.Select(span => span.DisplayName)));
        Assert.Contains(mine, span => span.Source.Name == "Npgsql");
        Assert.Contains(mine, span => span.DisplayName == "XADD session events");
        Assert.Contains(mine, span => span.Source.Name == "System.Net.Http");
    }
}
