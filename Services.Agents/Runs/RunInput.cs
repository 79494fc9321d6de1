using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Tools.Calls;
using Services.Contracts.Agents;
using Services.Contracts.Messages;
using Services.Retail.Tools;

namespace Services.Agents.Runs;

/// <summary>A run's conversation as chat messages, and the calls in it that are still to be settled.</summary>
/// <param name="Messages">The conversation; calls to be settled stand in it as requests for approval.</param>
/// <param name="PendingApprovals">Those requests, in order.</param>
internal sealed record RunInput(List<ChatMessage> Messages, IReadOnlyList<ToolApprovalRequestContent> PendingApprovals)
{
    private const string Superseded = "The customer wrote something else instead of agreeing.";

    /// <summary>
    /// Reads a request. Calls without a result are open when nothing follows them or the user has answered them; otherwise the user moved
    /// on.
    /// </summary>
    public static RunInput Of(AgentRunRequest request)
    {
        var results = request
            .Messages.Where(message => message.ToolResult is not null)
            .Select(message => message.ToolResult!.CallId)
            .ToHashSet(StringComparer.Ordinal);
        var last = request.Messages.Count - 1;
        List<ChatMessage> messages = [];
        List<ToolApprovalRequestContent> open = [];

        for (var i = 0; i <= last; i++)
        {
            var message = request.Messages[i];
            switch (message.Role)
            {
                case MessageRole.Assistant:
                    var settled = !message.ToolCalls.Any(call =>
                        IsOpen(call, request, results, message, i == last || NothingButResultsFollow(request, i))
                    );
                    AddAssistant(messages, open, message, results, settled);
                    break;
                case MessageRole.Tool when message.ToolResult is { } result:
                    messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(result.CallId, ResultOf(result))]));
                    break;
                default:
                    messages.Add(new ChatMessage(ChatRole.User, message.Content));
                    break;
            }
        }

        return new RunInput(messages, open);
    }

    private static bool NothingButResultsFollow(AgentRunRequest request, int index) =>
        request.Messages.Skip(index + 1).All(message => message.Role == MessageRole.Tool);

    private static bool IsOpen(ToolCall call, AgentRunRequest request, HashSet<string> results, TranscriptMessage message, bool atTheEnd) =>
        !results.Contains(call.CallId) && (atTheEnd || message.ToolCalls.Any(candidate => candidate.CallId == request.Approval?.CallId));

    private static void AddAssistant(
        List<ChatMessage> messages,
        List<ToolApprovalRequestContent> open,
        TranscriptMessage message,
        HashSet<string> results,
        bool settled
    )
    {
        List<AIContent> contents = message.Content.Length > 0 ? [new TextContent(message.Content)] : [];
        List<AIContent> superseded = [];
        foreach (var call in message.ToolCalls)
        {
            var content = new FunctionCallContent(call.CallId, call.Name, ToolArguments.FromJson(call.Arguments));
            if (results.Contains(call.CallId))
            {
                content.InformationalOnly = true;
                contents.Add(content);
            }
            else if (settled)
            {
                content.InformationalOnly = true;
                contents.Add(content);
                superseded.Add(new FunctionResultContent(call.CallId, new ToolRefusal(Superseded, RefusalKind.Superseded).ToResult()));
            }
            else
            {
                var request = new ToolApprovalRequestContent("run_" + call.CallId, content);
                contents.Add(request);
                open.Add(request);
            }
        }

        if (contents.Count > 0)
        {
            messages.Add(new ChatMessage(ChatRole.Assistant, contents));
        }

        if (superseded.Count > 0)
        {
            messages.Add(new ChatMessage(ChatRole.Tool, superseded));
        }
    }

    private static JsonElement ResultOf(ToolResult result) =>
        result.IsError && result.Result.ValueKind == JsonValueKind.String
            ? new ToolRefusal(result.Result.GetString() ?? "", result.Refusal ?? RefusalKind.Refused).ToResult()
            : result.Result;
}
