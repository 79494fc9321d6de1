using System.Text.RegularExpressions;

namespace Services.Screening.Text;

/// <summary>What all patterns share.</summary>
internal static class PatternDefaults
{
    /// <summary>
    /// How long one pattern may take on one text; beyond it the verdict fails rather than passes. Linear patterns need a thousandth of it,
    /// but the limit runs on the wall's clock: on a busy machine a process may be off the processor for a while.
    /// </summary>
    public const int TimeoutMilliseconds = 2_000;

    /// <summary>The options.</summary>
    public const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
}
