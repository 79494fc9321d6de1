using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii;

/// <summary>E-mail addresses in the dot-atom form of RFC 5321, with labels that DNS allows, letters of any script.</summary>
internal sealed partial class EmailDetector : IDetector
{
    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (Match match in Address.Matches(text.Visible.Text))
        {
            yield return PiiMatch.Of(text, PersonalData.Email, match);
        }
    }

    [GeneratedRegex(
        @"(?<![\w.+%'-])[\w+%'-]{1,64}(?:\.[\w+%'-]{1,64}){0,8}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,"
            + @"6}\p{L}{2,24}(?![\w@])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Address { get; }
}
