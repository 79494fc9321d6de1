using System.Text.RegularExpressions;
using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Skills;

/// <summary>What is to be swapped, and for what, as the messages of the task say: "the blue one for red".</summary>
/// <param name="OldTexts">The parts that say which item, oldest first.</param>
/// <param name="NewTexts">The parts that say what instead, oldest first.</param>
/// <param name="Pairs">Where one message swaps several items: each clause's two parts.</param>
/// <param name="Answers">What was answered to the question which variant.</param>
internal sealed partial record ItemChangeRequest(
    IReadOnlyList<string> OldTexts,
    IReadOnlyList<string> NewTexts,
    IReadOnlyList<(string Old, string New)> Pairs,
    IReadOnlyList<string> Answers
)
{
    /// <summary>True when nothing is said yet of what is wanted instead, nor of which item.</summary>
    public bool IsVague => NewTexts.Count == 0 && OldTexts.All(text => text.Length == 0 || Vague().IsMatch(text));

    public static ItemChangeRequest From(DialogueState state, Order order)
    {
        List<string> old = [],
            wanted = [];
        List<(string Old, string New)> pairs = [];
        List<string> answers = [];
        foreach (var mentions in state.Task)
        {
            var text = OrderNumber().Replace(mentions.Text, " ");
            var clauses = ClausesIn(text, order);
            if (mentions.Answering == ExpectedAnswer.Variant)
            {
                wanted.Add(text);
                answers.Add(text);
            }
            else if (mentions.Answering is ExpectedAnswer.Order or ExpectedAnswer.Items)
            {
                old.Add(text);
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

        return new ItemChangeRequest(old, wanted, pairs, answers);
    }

    /// <summary>What is wanted instead of an item: where several are swapped, what its own clause says.</summary>
    public string NewText(OrderItem item) =>
        Pairs.Where(pair => new WordSet(pair.Old).Names(item)).Select(pair => pair.New).LastOrDefault() is { } own
            ? string.Join(" \n ", Answers.Prepend(own))
            : string.Join(" \n ", NewTexts);

    /// <summary>Where nothing says what instead of what ("make it red"), all that was said, without what the item is already.</summary>
    public string NewTextOrAll(OrderItem item)
    {
        var named = NewText(item);
        return named.Length > 0
            ? named
            : item.Options.Values.Aggregate(
                string.Join(" \n ", OldTexts),
                static (text, own) => own.Length > 1 ? text.Replace(own, " ", StringComparison.OrdinalIgnoreCase) : text
            );
    }

    /// <summary>What stands before the first word such as "for", and what stands behind it; null where either does not exist.</summary>
    private static (string Old, string New)? PartsOf(string text) =>
        Between().Match(text) is { Success: true } word && word.Index + word.Length < text.Length
            ? word.Value.StartsWith("instead", StringComparison.OrdinalIgnoreCase)
                ? (text[(word.Index + word.Length)..], text[..word.Index])
                : (text[..word.Index], text[(word.Index + word.Length)..])
            : null;

    /// <summary>
    /// The clauses that each name an item and what it shall be; what follows one without an item of its own belongs to it.
    /// </summary>
    private static List<(string Old, string New)> ClausesIn(string text, Order order)
    {
        List<(string Old, string New)> clauses = [];
        foreach (var part in And().Split(text))
        {
            if (PartsOf(part) is { } parts && order.Items.Any(new WordSet(parts.Old).Names))
            {
                clauses.Add(parts);
            }
            else if (clauses.Count > 0)
            {
                clauses[^1] = (clauses[^1].Old, $"{clauses[^1].New}, {part}");
            }
        }

        return clauses;
    }

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
