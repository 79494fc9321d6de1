using System.Globalization;
using System.Text;

namespace Services.Screening.Text;

/// <summary>
/// Folds characters that look alike to the plain letter or digit a reader sees. Own tables rather than Unicode normalisation, which
/// the invariant globalisation mode leaves out, and which knows no homoglyphs anyway.
/// </summary>
internal static class CharacterFolding
{
    private const string MarkedLatin =
        "àáâãäåāăąǎạảấầẩẫậắằẳẵặ=a çćĉċč=c ďđð=d èéêëēĕėęěẹẻẽếềểễệ=e ĝğġģ=g ĥħ=h ìíîïĩīĭįıǐỉị=i ĵ=j ķ=k ĺļľŀł=l ñńņňŉ=n "
        + "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ=o ŕŗř=r śŝşšș=s ţťŧț=t ùúûüũūŭůűųưǔụủứừửữự=u ŵ=w ýÿŷỳỵỷỹ=y źżž=z";

    private const string Lookalikes =
        "аɑα=a ьв=b сϲ=c ԁ=d еєё℮ε=e ѓɡ=g һн=h іїιɩ=i јϳ=j кκ=k ⅼӏ=l м=m пηո=n оοσօ=o рρ=p ԛ=q гꭇ=r ѕꜱ=s тτ=t υս=u νѵ=v ѡωԝ=w "
        + "хχ=x уγ=y ᴢ=z";

    private static readonly Dictionary<char, char> Marks = Parse(MarkedLatin);
    private static readonly Dictionary<char, char> Homoglyphs = Parse(Lookalikes);

    /// <summary>Characters without any width, and bidirectional controls: they only serve to break words up.</summary>
    public static bool IsInvisible(Rune rune) =>
        rune.Value is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0
        || rune.Value is >= 0x200B and <= 0x200F or >= 0x202A and <= 0x202E or >= 0x2060 and <= 0x206F
        || rune.Value is >= 0xFE00 and <= 0xFE0F or >= 0xE0000 and <= 0xE0FFF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            && rune.Value is >= 0x0300 and <= 0x036F or >= 0x1AB0 and <= 0x1AFF or >= 0x20D0 and <= 0x20FF;

    /// <summary>
    /// Styled letters, full-width forms, digits of other scripts and typographic signs as their ASCII character; null for anything else.
    /// </summary>
    public static char? ToPlain(Rune rune) =>
        rune.Value switch
        {
            < 0x80 => (char)rune.Value,
            >= 0xFF01 and <= 0xFF5E => (char)(rune.Value - 0xFEE0),
            >= 0x1D400 and <= 0x1D6A3 => Letter((rune.Value - 0x1D400) % 52),
            >= 0x1D7CE and <= 0x1D7FF => (char)('0' + ((rune.Value - 0x1D7CE) % 10)),
            >= 0x24B6 and <= 0x24E9 => Letter(rune.Value - 0x24B6),
            >= 0x1F130 and <= 0x1F149 => (char)('A' + rune.Value - 0x1F130),
            >= 0x1F150 and <= 0x1F169 => (char)('A' + rune.Value - 0x1F150),
            >= 0x1F170 and <= 0x1F189 => (char)('A' + rune.Value - 0x1F170),
            >= 0x1F1E6 and <= 0x1F1FF => (char)('A' + rune.Value - 0x1F1E6),
            0x2018 or 0x2019 or 0x02BC or 0x00B4 => '\'',
            0x201C or 0x201D => '"',
            >= 0x2010 and <= 0x2015 or 0x2212 => '-',
            0x00A0 or 0x202F or 0x3000 or (>= 0x2000 and <= 0x200A) => ' ',
            _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
            _ => null,
        };

    /// <summary>A Latin letter without its mark; any other character as it is. Expects lower case.</summary>
    public static char WithoutMark(char character) => Marks.GetValueOrDefault(character, character);

    /// <summary>
    /// The Latin letter that a Greek, Cyrillic or other letter looks like; any other character as it is. Expects lower case.
    /// </summary>
    public static char ToLatin(char character) => Homoglyphs.GetValueOrDefault(character, character);

    private static char Letter(int index) => (char)(index < 26 ? 'A' + index : 'a' + index - 26);

    private static Dictionary<char, char> Parse(string table)
    {
        var result = new Dictionary<char, char>();
        foreach (var entry in table.Split(' '))
        {
            var parts = entry.Split('=');
            foreach (var character in parts[0])
            {
                result[character] = parts[1][0];
            }
        }

        return result;
    }
}
