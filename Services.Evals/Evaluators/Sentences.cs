using System.Text.RegularExpressions;

namespace Services.Evals.Evaluators;

/// <summary>Cuts an answer into statements: sentences, and the entries of lists.</summary>
internal static partial class Sentences
{
    /// <summary>Patterns of this service give up after this time; they are linear and stay far below it.</summary>
    public const int PatternTimeout = 500;

    /// <summary>The statements in order, without the marks of lists and emphasis.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [
            .. Boundary
                .Split(text)
                .Select(static s =>
                    ListMark.Replace(s, "").Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Trim()
                )
                .Where(static s => s.Length > 0),
        ];

    [GeneratedRegex(@"(?<=[.!?…])[""')\]]?\s{1,20}(?=[\p{Lu}\p{N}#""'*(-])|\r?\n", RegexOptions.CultureInvariant, PatternTimeout)]
    private static partial Regex Boundary { get; }

    [GeneratedRegex(
        @"^\s*(?:[-*•>]\s+|\d{1,2}[.)]\s+|#{1,4}\s+)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        PatternTimeout
    )]
    private static partial Regex ListMark { get; }
}
