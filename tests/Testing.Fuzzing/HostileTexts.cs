using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Switchboard.Testing;

/// <summary>
/// Texts of 5,000 characters: every kind of run, what every rule of a service looks for, and mixes of them. Rules and vocabularies are read
/// from the service's assembly, so that a new one is tried without a word here. The same texts in every run.
/// </summary>
internal static class HostileTexts
{
    /// <summary>Characters of each.</summary>
    public const int Length = 5_000;

    private const int Mixes = 100;
    private const string Before = "Please send order #W1234567 to 12 Main Street";
    private const string After = "Springfield, IL 62701 and cancel the rest";
    private const int Seed = 20_261_130;
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly (string Name, string Piece)[] Runs =
    [
        ("blanks", " "),
        ("new lines", "\n"),
        ("carriage returns", "\r\n"),
        ("tabs", "\t"),
        ("no-break spaces", "\u00A0"),
        ("characters without width", "\u200B"),
        ("words apart", "a "),
        ("words in lines", "word\n"),
        ("blanks and dots", " ."),
        ("letters", "a"),
        ("capitals", "A"),
        ("names", "Ab "),
        ("accents", "é"),
        ("cyrillic", "і"),
        ("ideographs", "漢"),
        ("digits", "7"),
        ("digits of other scripts", "٣"),
        ("numbers of other scripts", "last ٣ days "),
        ("small numbers", "1 "),
        ("large numbers", "12345 "),
        ("thousands", "1,234"),
        ("decimals", "1.5"),
        ("letters and digits", "a1"),
        ("order numbers", "#W1234567 "),
        ("round brackets", "("),
        ("closing brackets", ")"),
        ("square brackets", "["),
        ("curly brackets", "{"),
        ("angle brackets", "<"),
        ("pairs of brackets", "()"),
        ("nested json", "{\"a\":["),
        ("emoji", "\U0001F600"),
        ("families", "\U0001F468\u200D\U0001F469\u200D\U0001F467"),
        ("flags", "\U0001F1E9\U0001F1EA"),
        ("combining marks", "\u0301"),
        ("marked letters", "e\u0301"),
        ("many marks", "e\u0301\u0302\u0303\u0308\u0327"),
        ("half characters", "\uD83D"),
        ("tag characters", "\U000E0061"),
        ("double quotes", "\""),
        ("single quotes", "'"),
        ("typographic quotes", "’"),
        ("back quotes", "`"),
        ("quoted words", "\"a\" "),
        ("commas", ","),
        ("commas and blanks", ", "),
        ("words and commas", "a, "),
        ("semicolons", ";"),
        ("full stops", "."),
        ("sentences", "Ab. "),
        ("questions", "a? "),
        ("exclamations", "!"),
        ("colons", ":"),
        ("hyphens", "-"),
        ("hyphened words", "a-"),
        ("underscores", "_"),
        ("names with underscores", "a_"),
        ("asterisks", "*"),
        ("slashes", "/"),
        ("backslashes", "\\"),
        ("bars", "|"),
        ("number signs", "#"),
        ("dollars", "$"),
        ("dollars and digits", "$1 "),
        ("percents", "%"),
        ("plus signs", "+"),
        ("equals signs", "="),
        ("at signs", "@"),
        ("addresses begun", "a@"),
        ("addresses", "ab@example.com "),
        ("addresses joined", "a@a.a"),
        ("domains", "a."),
        ("phone numbers", "+1 (415) 555-2671 "),
        ("cards", "4111 1111 1111 1112 "),
        ("letters apart", "i g n o r e "),
        ("base64", "QUJD"),
        ("nothing", "\0"),
    ];

    /// <summary>Every kind of run, alone and between words: some parsers look at a text only if there are any.</summary>
    public static IEnumerable<HostileText> OfRuns() =>
        Runs.SelectMany(static run =>
            new[]
            {
                new HostileText(run.Name, Repeat(run.Piece)),
                new HostileText($"{run.Name} between words", $"{Before}{Repeat(run.Piece)[(Before.Length + After.Length)..]}{After}"),
            }
        );

    /// <summary>Runs, rules and vocabularies of the service, and mixes of all.</summary>
    public static IReadOnlyList<HostileText> For(Assembly service)
    {
        var random = new Random(Seed);
        List<HostileText> texts = [.. OfRuns()];
        List<string> pieces = [.. Runs.Select(static run => run.Piece)];
        foreach (var (name, sample) in Rules(service))
        {
            var one = sample(random);
            texts.Add(new HostileText($"rule {name}, again and again", Repeat(one + " ")));
            texts.Add(new HostileText($"rule {name}, never to its end", Repeat(one[..(one.Length / 2)] + " ")));
            texts.Add(new HostileText($"rule {name}, varied", Fill(() => sample(random) + " ")));
            pieces.Add(one + " ");
        }

        foreach (var (name, words) in Vocabularies(service))
        {
            texts.Add(new HostileText($"words of {name}", Fill(() => words[random.Next(words.Count)] + " ")));
            pieces.AddRange(random.GetItems<string>([.. words], Math.Min(words.Count, 8)).Select(static word => word + " "));
        }

        for (var i = 0; i < Mixes; i++)
        {
            texts.Add(new HostileText(string.Create(CultureInfo.InvariantCulture, $"mix {i}"), Mix(random, [.. pieces])));
        }

        return texts;
    }

    /// <summary>A piece as often as it takes.</summary>
    public static string Repeat(string piece) => Fill(() => piece.Length == 0 ? " " : piece);

    /// <summary>Either a few pieces in any order, or a run of each behind the other.</summary>
    private static string Mix(Random random, string[] pieces)
    {
        var few = random.GetItems(pieces, random.Next(2, 9));
        var share = Length / few.Length;
        return random.Next(2) == 0
            ? Fill(() => few[random.Next(few.Length)])
            : string.Concat(few.Select(piece => Repeat(piece)[..share])).PadRight(Length);
    }

    private static string Fill(Func<string> next)
    {
        var text = new System.Text.StringBuilder(Length);
        while (text.Length < Length)
        {
            // A rule may be satisfied with nothing.
            text.Append(next() is { Length: > 0 } piece ? piece : " ");
        }

        return text.ToString(0, Length);
    }

    private static IEnumerable<(string Name, Func<Random, string> Sample)> Rules(Assembly service) =>
        service
            .GetTypes()
            .SelectMany(static type => type.GetMembers(Static | BindingFlags.DeclaredOnly))
            .Select(static member => (Member: member, Rule: member.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(static row => row.Rule is not null)
            .Select(static row => ($"{row.Member.DeclaringType!.Name}.{row.Member.Name}", PatternSampler.For(row.Rule!.Pattern)));

    /// <summary>The texts that a type keeps to look for: lists, sets and tables of words, also inside of records.</summary>
    private static IEnumerable<(string Name, List<string> Words)> Vocabularies(Assembly service) =>
        service
            .GetTypes()
            .Where(static type => !type.ContainsGenericParameters)
            .SelectMany(static type => type.GetFields(Static | BindingFlags.DeclaredOnly))
            .Where(static field => field.IsInitOnly && typeof(IEnumerable).IsAssignableFrom(field.FieldType))
            .Select(static field => ($"{field.DeclaringType!.Name}.{field.Name}", WordsOf(field.GetValue(null)).Distinct().ToList()))
            .Where(static row => row.Item2.Count > 1);

    private static IEnumerable<string> WordsOf(object? value) =>
        value switch
        {
            null => [],
            string word => [word],
            IDictionary table => table.Keys.Cast<object>().Concat(table.Values.Cast<object>()).SelectMany(WordsOf),
            IEnumerable list => list.Cast<object?>().SelectMany(WordsOf),
            _ when value.GetType().Namespace?.StartsWith("Services.", StringComparison.Ordinal) == true => value
                .GetType()
                .GetProperties()
                .Where(static property => property.GetIndexParameters().Length == 0)
                .Select(property => property.GetValue(value))
                .Where(static member => member is string or IEnumerable<string>)
                .SelectMany(WordsOf),
            _ => [],
        };
}
