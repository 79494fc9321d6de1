using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Services.Contracts.Agents;

namespace Services.Agents.Runs;

/// <summary>Turns an agent's updates into the run's, and keeps what the last one reports.</summary>
internal sealed class RunProgress(ReplyResumption resumption, Citations citations)
{
    // What may stand behind a question mark.
    private static readonly char[] Closing = [' ', '\n', '\r', '\t', '*', '_', ')', '"', '\u201D'];

    private readonly Dictionary<string, ToolCall> _calls = [];
    private readonly List<ToolApprovalRequestContent> _requests = [];
    private string? _model;
    private string _lastText = resumption.PreviousText;
    private bool _breaks = resumption.PreviousText.Length > 0;
    private long _inputTokens;
    private long _outputTokens;

    public ReplyResumption Resumption => resumption;

    /// <summary>Calls that wait since the round started.</summary>
    public IReadOnlyList<ToolApprovalRequestContent> Requests => _requests;

    /// <summary>True when what the model said after the last tool ends with a question.</summary>
    public bool AskedSinceTools { get; private set; }

    public void StartRound() => _requests.Clear();

    /// <summary>A piece of the reply; null when it was delivered before.</summary>
    public TextDelta? AppendText(string text)
    {
        // What is said after a tool is a paragraph of its own.
        var isApart = _breaks && _lastText.Length > 0 && !char.IsWhiteSpace(_lastText[^1]) && !char.IsWhiteSpace(text[0]);
        _breaks = false;
        _lastText = text;
        if (!string.IsNullOrWhiteSpace(text))
        {
            AskedSinceTools = text.TrimEnd(Closing).EndsWith('?');
        }

        return resumption.RemoveDelivered(text, isApart ? ReplyResumption.ParagraphBreak : "") is { Length: > 0 } next
            ? new TextDelta(next)
            : null;
    }

    /// <summary>A piece of the reply that is a paragraph of its own.</summary>
    public TextDelta? AppendParagraph(string text)
    {
        _breaks = true;
        return AppendText(text);
    }

    /// <summary>What an update of the agent means to the run.</summary>
    public IEnumerable<AgentUpdate> Apply(AgentResponseUpdate update)
    {
        _model = (update.RawRepresentation as ChatResponseUpdate)?.ModelId ?? _model;
        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } text when AppendText(text.Text) is { } delta:
                    yield return delta;
                    break;
                case FunctionCallContent call:
                    yield return new ToolCallStarted(_calls[call.CallId] = RunContents.ToCall(call));
                    break;
                case FunctionResultContent result when _calls.TryGetValue(result.CallId, out var call):
                    AskedSinceTools = false;
                    _breaks = true;
                    var toolResult = RunContents.ToResult(call, result);
                    citations.Add(call, toolResult);
                    yield return new ToolCallCompleted(call, toolResult);
                    break;
                case ToolApprovalRequestContent request:
                    _requests.Add(request);
                    break;
                case UsageContent usage:
                    _inputTokens += usage.Details.InputTokenCount ?? 0;
                    _outputTokens += usage.Details.OutputTokenCount ?? 0;
                    break;
            }
        }
    }

    public RunCompleted Completed() =>
        new()
        {
            Model = _model ?? "unknown",
            InputTokens = (int)_inputTokens,
            OutputTokens = (int)_outputTokens,
            Citations = citations.All,
        };
}
