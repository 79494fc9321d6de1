using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>What the model does next.</summary>
internal abstract record DialogueAction
{
    /// <summary>The same action with texts said before it, each a paragraph.</summary>
    public DialogueAction Prepend(params string[] texts) =>
        this switch
        {
            ReplyAction reply => reply with { Text = Paragraphs([.. texts, reply.Text]) },
            CallToolsAction calling => calling with { Text = Paragraphs([.. texts, calling.Text]) },
            _ => this,
        };

    /// <summary>The same action with a text said first, unless it only looks something up.</summary>
    public DialogueAction Opened(string text) =>
        text.Length == 0 || (this is CallToolsAction calling && !calling.Calls.Any(static call => ToolNames.IsWrite(call.Tool)))
            ? this
            : Prepend(text);

    protected static string Paragraphs(params string[] texts) => string.Join("\n\n", texts.Where(text => text.Length > 0).Distinct());
}

/// <summary>Answers or asks, in Markdown.</summary>
internal sealed record ReplyAction(string Text) : DialogueAction
{
    /// <summary>The same with texts said after it, each a paragraph.</summary>
    public ReplyAction Append(params string[] texts) => new(Paragraphs([Text, .. texts]));
}

/// <summary>Has tools called, all at once.</summary>
internal sealed record CallToolsAction(IReadOnlyList<ToolRequest> Calls) : DialogueAction
{
    /// <summary>What is said with the calls; as a rule nothing.</summary>
    public string Text { get; init; } = "";

    public static CallToolsAction Single(string tool, params ReadOnlySpan<(string Name, object Value)> arguments) =>
        new([ToolRequest.Of(tool, arguments)]);
}

/// <summary>A tool with its arguments: strings, or lists of strings.</summary>
internal sealed record ToolRequest(string Tool, IReadOnlyDictionary<string, object> Arguments)
{
    public static ToolRequest Of(string tool, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            values[name] = value;
        }

        return new ToolRequest(tool, values);
    }
}
