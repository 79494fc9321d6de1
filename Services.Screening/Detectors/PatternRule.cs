using System.Text.RegularExpressions;
using Services.Screening.Text;

namespace Services.Screening.Detectors;

/// <summary>A rule that is one pattern.</summary>
/// <param name="Id">The rule's id, for example <c>injection.override</c>.</param>
/// <param name="Pattern">Written for the lower-case words of a <see cref="GuardedText"/>; every repetition in it is bounded.</param>
/// <param name="Confidence">How sure a match is, 0 to 1.</param>
internal sealed record PatternRule(string Id, Regex Pattern, double Confidence = 0.95)
{
    /// <summary>The first match of each rule.</summary>
    public static IEnumerable<Detection> Apply(IReadOnlyList<PatternRule> rules, string category, TextView view)
    {
        foreach (var rule in rules)
        {
            var match = rule.Pattern.Match(view.Text);
            if (match.Success && match.Length > 0)
            {
                var (start, length) = view.ToOriginal(match.Index, match.Length);
                yield return new Detection(category, rule.Id, start, length, rule.Confidence);
            }
        }
    }
}
