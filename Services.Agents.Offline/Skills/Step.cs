namespace Services.Agents.Offline.Skills;

/// <summary>What the model does next.</summary>
internal abstract record Step
{
    /// <summary>The same step with texts said before it, each a paragraph.</summary>
    public Step Behind(params string[] texts) =>
        this switch
        {
            Say say => say with { Text = Paragraphs([.. texts, say.Text]) },
            Use use => use with { Text = Paragraphs([.. texts, use.Text]) },
            _ => this,
        };

    protected static string Paragraphs(params string[] texts) => string.Join("\n\n", texts.Where(text => text.Length > 0).Distinct());
}

/// <summary>Answers or asks, in Markdown.</summary>
internal sealed record Say(string Text) : Step
{
    /// <summary>The same with texts said after it, each a paragraph.</summary>
    public Say Before(params string[] texts) => new(Paragraphs([Text, .. texts]));
}

/// <summary>Has tools called, all at once.</summary>
internal sealed record Use(IReadOnlyList<ToolRequest> Calls) : Step
{
    /// <summary>What is said with the calls; as a rule nothing.</summary>
    public string Text { get; init; } = "";

    public static Use One(string tool, params ReadOnlySpan<(string Name, object Value)> arguments) =>
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
