using System.Text.RegularExpressions;
using Services.Contracts.Guardrails;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii;

/// <summary>What the detectors of personal data share.</summary>
internal static class PiiMatch
{
    private const int MaxDigits = 40;

    /// <summary>The finding for a span of <see cref="GuardedText.Visible"/>.</summary>
    public static Detection Of(GuardedText text, string rule, int start, int length, double confidence = 1)
    {
        var (from, count) = text.Visible.ToOriginal(start, length);
        return new Detection(GuardrailCategories.Pii, rule, from, count, confidence);
    }

    /// <summary>The finding for a match in <see cref="GuardedText.Visible"/>.</summary>
    public static Detection Of(GuardedText text, string rule, Capture match, double confidence = 1) =>
        Of(text, rule, match.Index, match.Length, confidence);

    /// <summary>The ASCII digits of <paramref name="text"/>; at most 40 are kept.</summary>
    public static string Digits(ReadOnlySpan<char> text)
    {
        Span<char> digits = stackalloc char[MaxDigits];
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character) && count < MaxDigits)
            {
                digits[count++] = character;
            }
        }

        return new string(digits[..count]);
    }

    /// <summary>The ASCII letters, in upper case, and digits of <paramref name="text"/>.</summary>
    public static string Alphanumerics(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
