using System.Text.RegularExpressions;

namespace EndToEnd.Monitoring;

/// <summary>An expression of a board or an alert.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Text">The expression.</param>
internal sealed partial record Expression(string Source, string Text)
{
    private static readonly string[] Words = ["by", "without", "on", "ignoring", "and", "or", "unless", "bool", "le"];

    /// <summary>The metrics in it: words that are neither functions nor labels.</summary>
    public IEnumerable<string> Metrics =>
        Word().Matches(LabelList().Replace(Selector().Replace(Text, ""), "")).Select(match => match.Value).Except(Words).Distinct();

    /// <summary>Matchers, ranges and strings.</summary>
    [GeneratedRegex(@"\{[^}]*\}|\[[^]]*\]|""[^""]*""")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\([^)]*\)")]
    private static partial Regex LabelList();

    [GeneratedRegex(@"(?<![\w:.])[a-zA-Z_:][\w:]*\b(?!\s*\()")]
    private static partial Regex Word();
}
