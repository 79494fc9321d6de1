using System.Text;

namespace Services.Contracts.Access;

/// <summary>Names by which people are shown. Whoever has an account may choose one, so it is data wherever it stands.</summary>
public static class DisplayNames
{
    /// <summary>In UTF-16 units; what is longer is cut.</summary>
    public const int MaxLength = 80;

    /// <summary>What quotes and escapes in JSON.</summary>
    private static readonly Rune[] Dropped = [new('"'), new('\\')];

    /// <summary>
    /// The name on one line, with single blanks, without what cannot be seen and what would end a quotation; null if nothing is left of it
    /// or it is one of <see cref="ReservedAuthors"/>.
    /// </summary>
    public static string? Clean(string? name)
    {
        var clean = new StringBuilder();
        var isBlankDue = false;
        foreach (var rune in (name ?? "").EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                isBlankDue = clean.Length > 0;
            }
            else if (UserIds.IsVisible(rune) && !Dropped.Contains(rune))
            {
                if (clean.Length + (isBlankDue ? 1 : 0) + rune.Utf16SequenceLength > MaxLength)
                {
                    break;
                }

                clean.Append(isBlankDue ? " " : "").Append(rune);
                isBlankDue = false;
            }
        }

        var text = clean.ToString();
        return text.Length == 0 || ReservedAuthors.Contains(text) ? null : text;
    }
}
