using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii.NationalIds;

/// <summary>UK national insurance numbers: two letters by the tax office's rules, six digits, a suffix A to D.</summary>
internal sealed partial class UkNationalInsuranceNumberDetector : IDetector
{
    private const string Rule = PersonalData.NationalId + "uk_nino";

    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text)
    {
        foreach (Match match in Pattern.Matches(text.Visible.Text))
        {
            yield return PiiMatch.Of(text, Rule, match, 0.95);
        }
    }

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ "
            + @"-]?[A-D](?![\p{L}\p{N}])",
        PatternDefaults.Options | RegexOptions.IgnoreCase,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Pattern { get; }
}
