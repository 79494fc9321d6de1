using System.Text.RegularExpressions;
using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Skills;

/// <summary>What is to be swapped, and for what, as the messages of the task say: "the blue one for red".</summary>
/// <param name="OldTexts">The parts that say which item, oldest first.</param>
/// <param name="NewTexts">The parts that say what instead, oldest first.</param>
/// <param name="Pairs">Where one message swaps several items: each clause's two parts.</param>
internal sealed partial record ItemChangeRequest(
    IReadOnlyList<string> OldTexts,
    IReadOnlyList<string> NewTexts,
    IReadOnlyList<(string Old, string New)> Pairs
)
{
    /// <summary>True when nothing is said yet of what is wanted instead, nor of which item.</summary>
    public bool IsVague => NewTexts.Count == 0 && OldTexts.All(text => text.Length == 0 || Vague().IsMatch(text));

    public static ItemChangeRequest From(DialogueState state, Order order)
    {
        List<string> old = [],
            wanted = [];
        List<(string Old, string New)> pairs = [];
        foreach (var mentions in state.Task)
        {
            var text = OrderNumber().Replace(mentions.Text, " ");
            var clauses = ClausesIn(text, order);
            if (mentions.Answering == ExpectedAnswer.Variant)
            {
                wanted.Add(text);
            }
            else if (clauses.Count > 1)
            {
                pairs.AddRange(clauses);
                old.Add(string.Join(' ', clauses.Select(clause => clause.Old)));
                wanted.AddRange(clauses.Select(clause => clause.New));
            }
            else if (PartsOf(text) is { } parts)
            {
                old.Add(parts.Old);
                wanted.Add(parts.New);
            }
            else
            {
                old.Add(text);
            }
        }

        return new ItemChangeRequest(old, wanted, pairs);
    }

    /// <summary>What is wanted instead of an item: where several are swapped, what its own clause says.</summary>
    public string NewText(OrderItem item) =>
        Pairs.Where(pair => new WordSet(pair.Old).Names(item)).Select(pair => pair.New).LastOrDefault() ?? string.Join(" \n ", NewTexts);

    /// <summary>What stands before the first word such as "for", and what stands behind it; null where either does not exist.</summary>
    private static (string Old, string New)? PartsOf(string text) =>
        Between().Match(text) is { Success: true } word && word.Index + word.Length < text.Length
            ? (text[..word.Index], text[(word.Index + word.Length)..])
            : null;

    private static List<(string Old, string New)> ClausesIn(string text, Order order) =>
        [
            .. And()
                .Split(text)
                .Select(PartsOf)
                .OfType<(string Old, string New)>()
                .Where(clause => order.Items.Any(new WordSet(clause.Old).Names)),
        ];

    [GeneratedRegex(
        @"\b(?:for|(?<!\b(?:like|want|need|have|wish|able|going|love)\s)to|into|with|by|instead of|in)\b"
            + @"(?!\s{1,8}(?:my|the|this|that)?\s{0,8}(?:order|pending|delivered|delivery))",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Between();

    [GeneratedRegex(@"#?W?\d{5,9}\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"\band\b|,|;", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex And();

    [GeneratedRegex(
        @"^\W*(?:(?:i|id|i'd|can|could|you|please|want|would|like|to|need|change|modify|edit|update|exchange|swap|replace|"
            + @"something|an|item|items|my|the|it|order|that|this|pending|delivered|in|from|of|we)\W*)*$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Vague();
}
