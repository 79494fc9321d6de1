using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Services.Contracts.Access;

/// <summary>What may be the id of a user or a customer: text to be stored and shown on a line, and none of the platform's own.</summary>
public static class UserIds
{
    /// <summary>In UTF-16 units.</summary>
    public const int MaxLength = 200;

    /// <summary>
    /// False for nothing, for more than <see cref="MaxLength"/>, for blanks at either end, for what cannot be seen (control and format
    /// characters, line ends, blanks but the common one), for what is no text, and for <see cref="ReservedAuthors"/>.
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && text[0] != ' ' && text[^1] != ' ' && IsVisible(text) && !ReservedAuthors.Contains(text);

    /// <summary>True for text of characters that are there to be seen, and blanks.</summary>
    internal static bool IsVisible(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done || !IsVisible(rune))
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>The common blank counts; what stands for a character that got lost does not: two of them may have been others.</summary>
    internal static bool IsVisible(Rune rune) =>
        rune.Value == ' '
        || (
            rune != Rune.ReplacementChar
            && !Rune.IsWhiteSpace(rune)
            && Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                )
        );
}
