using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Offline.Rendering;
using Services.Agents.Tools.Calls;
using Services.Contracts.Agents;
using Services.Conversations.Record;
using Services.Retail.Tools;

namespace Services.Agents.Runs;

/// <summary>Chat contents as the contracts carry them.</summary>
internal static class RunContents
{
    public static ToolCall ToCall(FunctionCallContent call) =>
        new()
        {
            CallId = call.CallId,
            Name = call.Name,
            Arguments = ToolArguments.ToJson(call.Arguments),
        };

    public static ToolResult ToResult(ToolCall call, FunctionResultContent result)
    {
        var refused = ToolRefusal.TryRead(result.Result, out var refusal);
        var returned = refused ? ToElement(refusal!.Sentence) : result.Result as JsonElement? ?? ToElement(result.Result);
        return new ToolResult
        {
            CallId = call.CallId,
            Name = call.Name,
            Result = returned,
            Effect = refused ? null : EffectText.Of(call.Name, returned),
            IsError = refused,
            Refusal = refusal?.Kind,
        };
    }

    private static JsonElement ToElement(object? value) =>
        JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(object)));
}
