using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Intents.Training;

/// <summary>
/// Writes a text as somebody in a hurry would: no capitals, no apostrophes, "u" and "plz", letters dropped, doubled or swapped, or all of
/// it in capitals. Deterministic: the same text always becomes the same.
/// </summary>
internal static partial class Misspeller
{
    private static readonly Dictionary<string, string[]> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["you"] = ["u", "ya"],
        ["your"] = ["ur"],
        ["you're"] = ["ur"],
        ["are"] = ["r"],
        ["please"] = ["pls", "plz", "please"],
        ["thanks"] = ["thx", "thnx"],
        ["because"] = ["cuz", "bc", "cause"],
        ["before"] = ["b4"],
        ["to"] = ["2", "to", "to", "to"],
        ["for"] = ["4", "for", "for"],
        ["want"] = ["wanna", "want"],
        ["going"] = ["gonna", "going"],
        ["with"] = ["w", "with"],
        ["without"] = ["w/o"],
        ["about"] = ["abt", "about"],
        ["tomorrow"] = ["tmrw", "tomorow"],
        ["received"] = ["recieved"],
        ["receive"] = ["recieve"],
        ["receipt"] = ["reciept"],
        ["address"] = ["adress", "addy"],
        ["refund"] = ["refnd", "refund", "refund"],
        ["and"] = ["n", "and", "&"],
        ["something"] = ["smth", "sth"],
        ["though"] = ["tho"],
        ["know"] = ["kno", "know"],
        ["return"] = ["retrun", "return", "return"],
        ["exchange"] = ["exchnage", "exchange"],
        ["delivery"] = ["delivry", "delivery"],
        ["password"] = ["pasword", "pw"],
        ["what's"] = ["whats"],
        ["really"] = ["rly", "really"],
    };

    /// <summary>The text in a hurry's spelling.</summary>
    public static string Write(string text)
    {
        var random = new Random(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
        var style = random.Next(10);
        var written = Word().Replace(text, match => Respell(match.Value, random));
        written = style switch
        {
            0 => written.ToUpperInvariant(),
            < 8 => written.ToLowerInvariant(),
            _ => written,
        };
        if (style is > 0 and < 8)
        {
            written = written.Replace("'", "", StringComparison.Ordinal);
        }

        return style % 3 == 1 ? written.TrimEnd('.', '!', '?').Replace(". ", " ", StringComparison.Ordinal) : written;
    }

    private static string Respell(string word, Random random)
    {
        if (Short.TryGetValue(word, out var forms) && random.Next(10) < 6)
        {
            return forms[random.Next(forms.Length)];
        }

        if (word.Length < 5 || random.Next(100) >= 12)
        {
            return word;
        }

        var at = 1 + random.Next(word.Length - 2);
        return random.Next(4) switch
        {
            0 => word.Remove(at, 1),
            1 => $"{word[..at]}{word[at + 1]}{word[at]}{word[(at + 2)..]}",
            2 => word.Insert(at, word[at].ToString()),
            _ => $"{word[..at]}{Near(word[at])}{word[(at + 1)..]}",
        };
    }

    // The key beside it.
    private static char Near(char letter)
    {
        const string Rows = "qwertyuiopasdfghjklzxcvbnm";
        var at = Rows.IndexOf(char.ToLowerInvariant(letter), StringComparison.Ordinal);
        return at < 0 ? letter : Rows[(at + 1) % Rows.Length];
    }

    [GeneratedRegex(@"[A-Za-z]+(?:'[a-z]+)?", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
