using System.Text;
using Services.Contracts.Agents;
using Services.Contracts.Messages;

namespace Services.Agents.Runs;

/// <summary>
/// Continues a reply of which a part was delivered: a model that begins again has the part it repeats taken off, one that goes on is left
/// alone. Text that only begins like the delivered part is held back until it is clear which it is.
/// </summary>
internal sealed class ReplyResumption
{
    /// <summary>A blank line.</summary>
    public const string ParagraphBreak = "\n\n";

    private readonly string _delivered;
    private int _begin;
    private int _matched;
    private bool _decided;

    private ReplyResumption(string previous, string delivered, string undelivered = "")
    {
        PreviousText = previous;
        UndeliveredText = undelivered;
        _delivered = delivered;
        _decided = delivered.Length == 0;
    }

    /// <summary>What this reply said before, as far as the transcript holds it.</summary>
    public string PreviousText { get; }

    /// <summary>What was delivered behind that; the model is to go on after it.</summary>
    public string DeliveredText => _delivered;

    /// <summary>Text that the transcript has and that was not delivered; it comes before all else.</summary>
    public string UndeliveredText { get; }

    /// <summary>For a run whose transcript may hold this reply's earlier text.</summary>
    public static ReplyResumption Of(AgentRunRequest request)
    {
        var delivered = request.ContinueAfter ?? "";
        var own = TextOfThisReply(request);
        if (delivered.Length == 0)
        {
            return new ReplyResumption(own, "");
        }

        if (delivered.StartsWith(own, StringComparison.Ordinal))
        {
            return new ReplyResumption(own, delivered[own.Length..]);
        }

        return own.StartsWith(delivered, StringComparison.Ordinal)
            ? new ReplyResumption(own, "", own[delivered.Length..])
            : new ReplyResumption(own, delivered);
    }

    /// <summary>The part of the model's text that is new.</summary>
    /// <param name="text">What the model says next.</param>
    /// <param name="separator">
    /// What sets it apart from what was said before. A model that goes on behind what was delivered is behind the separator, too.
    /// </param>
    public string RemoveDelivered(string text, string separator = "")
    {
        if (!_decided && _matched == 0 && separator.Length > 0)
        {
            if (separator.StartsWith(_delivered, StringComparison.Ordinal))
            {
                _decided = true;
                return string.Concat(separator.AsSpan(_delivered.Length), text);
            }

            _begin = _matched = _delivered.StartsWith(separator, StringComparison.Ordinal) ? separator.Length : 0;
            separator = "";
        }

        return Remove(separator + text);
    }

    private string Remove(string text)
    {
        if (_decided)
        {
            return text;
        }

        var taken = 0;
        while (taken < text.Length && _matched < _delivered.Length && text[taken] == _delivered[_matched])
        {
            taken++;
            _matched++;
        }

        if (_matched == _delivered.Length)
        {
            _decided = true;
            return text[taken..];
        }

        if (taken == text.Length)
        {
            return "";
        }

        // It goes on.
        _decided = true;
        return Joined(string.Concat(_delivered.AsSpan(_begin, _matched - taken - _begin), text));
    }

    /// <summary>Between what stands there and what is said next there is one space, or one blank line, and no more.</summary>
    private string Joined(string text)
    {
        if (_delivered[^1] == ' ' && text[0] == ' ')
        {
            return text[1..];
        }

        var there = _delivered.Length - _delivered.TrimEnd('\n').Length;
        var next = text.Length - text.TrimStart('\n').Length;
        return there == 0 ? text : text[Math.Clamp(there + next - ParagraphBreak.Length, 0, next)..];
    }

    private static string TextOfThisReply(AgentRunRequest request)
    {
        var messages = request.Messages;
        var start = request.Approval is { } approval
            ? LastIndex(messages, message => message.ToolCalls.Any(call => call.CallId == approval.CallId))
            : LastIndex(messages, message => message.Role == MessageRole.User);
        var text = new StringBuilder();
        for (var i = start + 1; i < messages.Count; i++)
        {
            if (messages[i].Role == MessageRole.Assistant)
            {
                text.Append(messages[i].Content);
            }
        }

        return text.ToString();
    }

    private static int LastIndex(IReadOnlyList<TranscriptMessage> messages, Func<TranscriptMessage, bool> matches)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (matches(messages[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
