namespace Intents.Training;

/// <summary>
/// Makes messages of the parts in messages.txt: a greeting, a situation or two, something beside the point, the request, another question,
/// a signature. Deterministic: what is drawn follows from a fixed seed for each intent.
/// </summary>
internal sealed class Composer
{
    private const int Seed = 20260702;

    private static readonly HashSet<string> SmallTalk = ["greeting", "thanks", "goodbye", "affirm", "deny"];

    private static readonly HashSet<string> Changes =
    [
        "cancel_order",
        "change_order",
        "change_order_address",
        "change_order_payment",
        "return_order",
        "exchange_items",
        "get_refund",
        "change_address",
        "edit_account",
    ];

    private static readonly string[] Asked =
    [
        "product_info",
        "delivery_options",
        "check_payment_methods",
        "order_details",
        "list_orders",
        "track_refund",
        "contact_support",
        "check_refund_policy",
    ];

    private static readonly string[] Links = [" and ", ", and ", ". Also ", ". btw ", " also, ", ", one more thing, ", " & "];
    private static readonly string[] Turns =
    [
        "actually",
        "nvm,",
        "whatever, just",
        "anyway",
        "in any case",
        "never mind, I only want this:",
        "and",
    ];

    private static readonly string[] OrderNumbers = ["#W1234567", "W1234567", "order #W1234567", "1234567", "order 1234567", "my order"];

    private readonly Dictionary<string, List<string>> _parts = [];
    private readonly List<string> _intents = [];

    public Composer(string path, Func<string, bool>? uses = null)
    {
        var section = "";
        foreach (var line in File.ReadLines(path).Select(static line => line.Trim()))
        {
            if (line is ['[', .. var name, ']'])
            {
                section = name;
                if (name is not ("opening" or "closing" or "aside" or "also"))
                {
                    _intents.Add(name);
                }
            }
            else if (uses is not null && section is not ("opening" or "closing" or "aside" or "also") && !uses(line)) { }
            else if (line is [('<' or '>' or '=') and var kind, ' ', .. var text])
            {
                Part($"{section}{kind}").Add(text);
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                Part(section).Add(line);
            }
        }
    }

    /// <summary>Every line once, and so many compositions for each intent that is more than a word.</summary>
    public IEnumerable<Example> Write(int perIntent)
    {
        foreach (var (intent, i) in _intents.Select(static (intent, i) => (intent, i)))
        {
            var random = new Random(Seed + i);
            List<string> bare = [.. Part(intent + '='), .. Part(intent + '>')];
            foreach (var line in bare)
            {
                yield return new Example(Fill(line, random), intent, "own");
            }

            for (var n = 0; n < perIntent && bare.Count > 0 && !SmallTalk.Contains(intent); n++)
            {
                yield return new Example(Fill(Compose(intent, bare, random), random), intent, "own");
            }
        }
    }

    private string Compose(string intent, List<string> bare, Random random)
    {
        var (situations, requests) = (Part(intent + '<'), Part(intent + '>'));
        var told = situations.Count > 0 && requests.Count > 0 && random.Next(100) < 60;
        List<string> parts = [];
        AddSometimes(parts, "opening", 35, random);
        AddSometimes(parts, "aside", told ? 25 : 30, random);
        for (var n = told ? 1 + random.Next(5) / 3 : 0; n > 0; n--)
        {
            parts.Add(Draw(situations, random));
            AddSometimes(parts, "aside", 30, random);
            AddSometimes(parts, "aside", 15, random);
        }

        parts.Add(Asking(intent, Draw(told ? requests : bare, random), random));
        AddSometimes(parts, "aside", 12, random);
        AddSometimes(parts, "closing", 35, random);
        return parts.Aggregate(Join);
    }

    // A change is what a message is about, whatever it asks beside it; of two questions, the first.
    private string Asking(string intent, string request, Random random)
    {
        switch (random.Next(100))
        {
            case < 7:
                return $"{request} {Draw(Part("also"), random)}";
            case < 14 when Draw(Asked, random) is var other && other != intent:
                var question = Draw([.. Part(other + '='), .. Part(other + '>')], random);
                return Changes.Contains(intent) && random.Next(3) == 0
                    ? $"{question.TrimEnd('?', '.')}? {Draw(Turns, random)} {request}"
                    : $"{request.TrimEnd('?', '.')}{Draw(Links, random)}{question}";
            default:
                return request;
        }
    }

    // Half of what people write has no capitals and few full stops.
    private static string Join(string text, string part) =>
        text[^1] is '.' or ',' or '!' or '?'
        || !char.IsLetterOrDigit(text[^1])
        || part.Length > 0 && char.IsLower(part[0]) && text.Length < 12
            ? $"{text} {part}"
            : $"{text}. {part}";

    private void AddSometimes(List<string> parts, string section, int percent, Random random)
    {
        if (random.Next(100) < percent)
        {
            parts.Add(Draw(Part(section), random));
        }
    }

    private static string Fill(string text, Random random)
    {
        text = Replace(text, "{p}", () => PhraseFile.Noun(random));
        return Replace(text, "{o}", () => Draw(OrderNumbers, random));
    }

    private static string Replace(string text, string mark, Func<string> with)
    {
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, StringComparison.Ordinal))
        {
            text = $"{text[..at]}{with()}{text[(at + mark.Length)..]}";
        }

        return text;
    }

    private static string Draw(IReadOnlyList<string> from, Random random) => from[random.Next(from.Count)];

    private List<string> Part(string name)
    {
        if (!_parts.TryGetValue(name, out var lines))
        {
            _parts[name] = lines = [];
        }

        return lines;
    }
}
