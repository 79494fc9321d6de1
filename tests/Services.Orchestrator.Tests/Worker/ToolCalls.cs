using System.Text.Json;
using Services.Contracts.Agents;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Tool calls and their results.</summary>
internal static class ToolCalls
{
    public static readonly ToolCall Lookup = new()
    {
        CallId = "c1",
        Name = "get_order_details",
        Arguments = Json("""{"order_id":"#W1"}"""),
    };

    public static ToolResult Result(ToolCall call, string json) =>
        new()
        {
            CallId = call.CallId,
            Name = call.Name,
            Result = Json(json),
        };

    public static JsonElement Json(string json) => JsonElement.Parse(json);
}
