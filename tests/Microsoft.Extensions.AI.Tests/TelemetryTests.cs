using System.Diagnostics;
using Microsoft.Agents.AI;

namespace Microsoft.Extensions.AI.Tests;

/// <summary>Spans after the conventions for generative AI.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task RunStreaming_WithATool_SpansFormOneTree()
    {
        var source = "Test." + Guid.NewGuid().ToString("N");
        List<Activity> stopped = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("double"), ScriptedChatClient.Says("Done"));
        using var client = inner.AsBuilder().UseFunctionInvocation().UseOpenTelemetry(sourceName: source).Build();
        using var agent = new OpenTelemetryAgent(
            new ChatClientAgent(client, name: "tester", tools: [AIFunctionFactory.Create((int value) => value * 2, "double")]),
            source
        );

        await foreach (var _ in agent.RunStreamingAsync("Go")) { }

        var invoke = Assert.Single(stopped, activity => activity.OperationName == "invoke_agent tester");
        Assert.Equal("invoke_agent", invoke.GetTagItem("gen_ai.operation.name"));
        Assert.Equal(2, stopped.Count(activity => activity.OperationName == "chat" && activity.ParentSpanId == invoke.SpanId));
        var tool = Assert.Single(stopped, activity => activity.OperationName == "execute_tool double");
        Assert.Equal(invoke.SpanId, tool.ParentSpanId);
        Assert.Equal("call-double-0", tool.GetTagItem("gen_ai.tool.call.id"));
    }
}
