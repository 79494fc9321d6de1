using System.Text.RegularExpressions;
using Services.Agents.Models.Offline.Understanding;
using Services.Agents.Retail;

namespace Services.Agents.Models.Offline.Skills;

/// <summary>What is to be swapped, and for what, as the messages of the task say: "the blue one for red".</summary>
/// <param name="OldTexts">The parts that say which item, oldest first.</param>
/// <param name="NewTexts">The parts that say what instead, oldest first.</param>
internal sealed partial record SwapWish(IReadOnlyList<string> OldTexts, IReadOnlyList<string> NewTexts)
{
    /// <summary>True when nothing is said yet of what is wanted instead, nor of which item.</summary>
    public bool IsVague => NewTexts.Count == 0 && OldTexts.All(text => text.Length == 0 || Vague().IsMatch(text));

    public static SwapWish From(DialogueState state)
    {
        List<string> old = [], wanted = [];
        foreach (var mentions in state.Task)
        {
            var text = OrderNumber().Replace(mentions.Text, " ");
            if (mentions.Answering == Expectation.Variant)
            {
                wanted.Add(text);
                continue;
            }

            if (Between().Match(text) is { Success: true } match)
            {
                old.Add(match.Groups["old"].Value);
                wanted.Add(match.Groups["new"].Value);
            }
            else
            {
                old.Add(text);
            }
        }

        return new SwapWish(old, wanted);
    }

    /// <summary>What is wanted instead of an item: of several, the part of the sentence that speaks of it.</summary>
    public string NewText(OrderItem item, int count)
    {
        var all = string.Join(" \n ", NewTexts);
        if (count == 1)
            return all;

        return string.Join(' ', And().Split(string.Join(" and ", OldTexts.Zip(NewTexts, (from, to) => $"{from} to {to}")))
            .Where(part => new WordSet(part).Names(item))) is { Length: > 0 } own ? own : all;
    }

    [GeneratedRegex(@"^(?<old>.*?)\b(?:for|(?<!\b(?:like|want|need|have|wish|able|going|love)\s)to|into|with|by|instead of|in)\b(?!\s+(?:my|the|this|that)?\s*(?:order|pending|delivered|delivery))(?<new>.+)$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Between();

    [GeneratedRegex(@"#?W?\d{5,9}\b", RegexOptions.IgnoreCase)]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"\band\b|,|;", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^\W*(?:(?:i|id|i'd|can|could|you|please|want|would|like|to|need|change|modify|edit|update|exchange|swap|replace|something|an|item|items|my|the|it|order|that|this|pending|delivered|in|from|of|we)\W*)*$", RegexOptions.IgnoreCase)]
    private static partial Regex Vague();
}
