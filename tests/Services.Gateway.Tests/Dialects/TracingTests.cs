using System.Collections.Concurrent;
using System.Diagnostics;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Dialects;

public sealed class TracingTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Turn_IsOneTraceFromTheRequestToTheDelivery()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name.StartsWith("Switchboard.", StringComparison.Ordinal) || source.Name == "Npgsql",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var ack = await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });
        await socket.WaitForAsync("message:complete");

        var trace = await WaitForTraceAsync(spans, ack.GetProperty("traceId").GetString()!);
        var ids = trace.Select(span => span.SpanId).ToHashSet();
        var root = Assert.Single(trace, span => span.ParentSpanId == default);
        Assert.Equal("message:send", root.OperationName);
        Assert.Equal(ActivityKind.Server, root.Kind);
        Assert.Equal(session.ToString(), root.GetTagItem("gen_ai.conversation.id"));
        Assert.All(trace, span => Assert.True(span == root || ids.Contains(span.ParentSpanId), $"{span.DisplayName} has no parent."));
        Assert.Contains(trace, span => span.DisplayName == "send turns" && span.ParentSpanId == root.SpanId);
        Assert.Contains(trace, span => span.Source.Name == "Npgsql");
        Assert.Contains(trace, span => span.DisplayName.StartsWith("XADD", StringComparison.Ordinal));
    }

    /// <summary>All spans of the trace, once the delivery, its last, is there.</summary>
    private static async Task<List<Activity>> WaitForTraceAsync(ConcurrentQueue<Activity> spans, string traceId)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var trace = spans.Where(span => span.TraceId.ToString() == traceId).ToList();
            if (
                trace.Any(span => span.OperationName == "deliver message:complete")
                && trace.Any(span => span.OperationName == "message:send")
                && trace.Any(span => span.Kind == ActivityKind.Consumer)
            )
            {
                return trace;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
