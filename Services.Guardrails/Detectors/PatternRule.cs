using System.Text.RegularExpressions;
using Services.Guardrails.Text;

namespace Services.Guardrails.Detectors;

/// <summary>A rule that is one pattern.</summary>
/// <param name="Id">The rule's id, for example <c>injection.override</c>.</param>
/// <param name="Pattern">Written for the lower-case words of a <see cref="GuardedText"/>; every repetition in it is bounded.</param>
/// <param name="Confidence">How sure a match is, 0 to 1.</param>
internal sealed record PatternRule(string Id, Regex Pattern, double Confidence = 0.95)
{
    /// <summary>
    /// How long one pattern may take on one text; beyond it the verdict fails rather than passes. Linear patterns need a thousandth of it,
    /// but the limit runs on the wall's clock: on a busy machine a process may be off the processor for a while.
    /// </summary>
    public const int TimeoutMilliseconds = 2_000;

    /// <summary>Options shared by all patterns.</summary>
    public const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

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
