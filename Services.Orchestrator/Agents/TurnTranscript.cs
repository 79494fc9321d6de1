using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Messages;
using Services.Conversations.Approvals;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Agents;

/// <summary>How a turn's state and an agent's transcript correspond.</summary>
internal static class TurnTranscript
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The request that goes on where the state is; <paramref name="delivered"/> is the reply so far as the agent wrote it.
    /// </summary>
    public static AgentRunRequest ToRunRequest(this TurnState state, string delivered) =>
        new()
        {
            SessionId = state.Message.SessionId,
            TurnId = state.Message.TurnId,
            Caller = state.Message.Caller,
            Messages = [.. state.Context, .. state.TurnMessages],
            Intent = state.Intent,
            SessionMetadata = state.SessionMetadata,
            MessageMetadata = state.MessageMetadata,
            IdempotencyScope = state.ApprovalDecision?.ApprovalId.ToString() ?? state.Message.TurnId.ToString(),
            ContinueAfter = delivered.Length == 0 ? null : delivered,
            Approval =
                state.ApprovalDecision is { } answer && !state.Tools.Any(tool => tool.Call.CallId == answer.CallId)
                    ? new ToolApproval
                    {
                        CallId = answer.CallId,
                        Approved = answer.Approved,
                        Reason = answer.Reason,
                        Statement = answer.Statement,
                        IsApprovedByStaff = answer.StaffName is not null,
                    }
                    : null,
        };

    /// <summary>Adds a finished call, with what the agent said before it.</summary>
    public static TurnState WithToolResult(this TurnState state, ToolCallCompleted completed, string delivered)
    {
        var (call, result) = completed;
        var work = new List<TranscriptMessage>(state.TurnMessages);
        var length = state.TurnTextLength;
        var isOpen =
            state.Context.Concat(work).LastOrDefault() is { Role: MessageRole.Assistant } last
            && last.ToolCalls.Any(open => open.CallId == call.CallId);
        if (!isOpen)
        {
            work.Add(Call(call, delivered[Math.Min(length, delivered.Length)..]));
            length = delivered.Length;
        }

        work.Add(new TranscriptMessage { Role = MessageRole.Tool, ToolResult = result });
        return state with
        {
            TurnMessages = work,
            TurnTextLength = length,
            Tools = [.. state.Tools, new ToolExchange { Call = call, Result = result }],
        };
    }

    /// <summary>The conversation up to the call that waits for the user, with what the agent said before it.</summary>
    public static IReadOnlyList<TranscriptMessage> TranscriptUpTo(this TurnState state, ToolCall call, string delivered)
    {
        var said = delivered[Math.Min(state.TurnTextLength, delivered.Length)..];
        List<TranscriptMessage> before = [.. state.Context, .. state.TurnMessages];
        if (before is not [.., { Role: MessageRole.Assistant } last] || !last.ToolCalls.Any(open => open.CallId == call.CallId))
        {
            return [.. before, Call(call, said)];
        }

        // It is asked about anew: it stays one call.
        before[^1] = Call(call, last.Content.Length == 0 ? said : $"{last.Content}\n\n{said}");
        return before;
    }

    /// <summary>The texts of all tool results that the reply may repeat.</summary>
    public static IReadOnlyList<string> GroundingTexts(this TurnState state) =>
        [
            .. state
                .Context.Concat(state.TurnMessages)
                .Select(message => message.ToolResult)
                .OfType<ToolResult>()
                .Select(result => Text(result.Result)),
        ];

    private static TranscriptMessage Call(ToolCall call, string said) =>
        new()
        {
            Role = MessageRole.Assistant,
            Content = said,
            ToolCalls = [call],
        };

    private static string Text(JsonElement result)
    {
        if (result.ValueKind == JsonValueKind.String)
        {
            return result.GetString()!;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            result.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
