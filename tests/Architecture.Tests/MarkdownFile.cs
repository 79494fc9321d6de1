using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>What a document says that can be checked.</summary>
internal sealed partial class MarkdownFile(FileInfo file)
{
    private readonly string _text = File.ReadAllText(file.FullName);

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path { get; } = Repository.PathOf(file);

    /// <summary>Targets of links and images.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose).Select(match => match.Groups[1].Value);

    /// <summary>Inline code.</summary>
    public IEnumerable<string> CodeSpans => CodeSpan().Matches(Prose).Select(match => match.Groups[1].Value);

    /// <summary>Calls of <c>./dev</c>, in prose and in blocks, as words without the script's name.</summary>
    public IEnumerable<string[]> DevCommands =>
        DevCommand().Matches(_text).Select(match => match.Groups[1].Value.Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Inline code in the first column of the tables below a heading, up to the next heading of its kind.</summary>
    public IEnumerable<string> FirstColumnsBelow(string heading) =>
        Prose
            .Split("\n## ")
            .Where(section => section.StartsWith(heading + "\n", StringComparison.Ordinal))
            .SelectMany(section => FirstColumn().Matches(section))
            .SelectMany(cell => CodeSpan().Matches(cell.Value))
            .Select(match => match.Groups[1].Value);

    /// <summary>The fragments that a link may name.</summary>
    public IEnumerable<string> Anchors =>
        Heading().Matches(Prose).Select(match => NotOfAnAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    private string Prose => Fence().Replace(_text, "");

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\(([^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^\|[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();

    [GeneratedRegex(@"\./dev\b(?!/)([^`#|\n]*)")]
    private static partial Regex DevCommand();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotOfAnAnchor();
}
