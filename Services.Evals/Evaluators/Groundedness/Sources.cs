using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceDefaults.Text;

namespace Services.Evals.Evaluators.Groundedness;

/// <summary>What an answer may rest on: tool results, the user's own words, and what was said before.</summary>
internal sealed partial class Sources
{
    private const int MaxNodes = 50_000;
    private const int MaxFigures = 20_000;

    /// <summary>Numbers that a difference may be taken of.</summary>
    private const int MaxOperands = 1_000;

    private readonly List<string> _texts = [];
    private readonly HashSet<decimal> _numbers = [];
    private HashSet<string> _found = [];
    private int _nodes;
    private int _figures;

    private Sources() { }

    /// <summary>Collects the sources of a turn.</summary>
    public static Sources Of(EvaluatedTurn turn)
    {
        var sources = new Sources();
        foreach (var tool in turn.Turn.Tools)
        {
            sources.Add(tool.Result.Result);
        }

        foreach (var text in turn.History.Append(turn.Turn.Question))
        {
            sources.Add(text);
        }

        return sources;
    }

    /// <summary>Goes through the texts once for all of the claims. Expected before any of them is asked about.</summary>
    public void LookFor(IEnumerable<Claim> claims) =>
        _found = ValueSearch.Found(_texts, claims.SelectMany(Words), static (_, _, _) => true);

    /// <summary>True if a source backs the claim. Whether an action was done is not theirs to say.</summary>
    public bool Support(Claim claim) =>
        claim switch
        {
            Claim.Text or Claim.Name or Claim.Status or Claim.Day => Words(claim).All(_found.Contains),
            Claim.Number number => _numbers.Contains(number.Value),
            Claim.Difference difference => _numbers.Contains(difference.Value)
                || _numbers.Take(MaxOperands).Any(n => _numbers.Contains(n + difference.Value)),
            _ => false,
        };

    /// <summary>What has to stand in the texts.</summary>
    private static IEnumerable<string> Words(Claim claim) =>
        claim switch
        {
            Claim.Text text => [text.Value],
            Claim.Name name => name.Words,
            Claim.Status status => [status.Value],
            Claim.Day { Year: { } year } day =>
            [
                string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{day.Month:00}-{day.DayOfMonth:00}"),
            ],
            Claim.Day day => [string.Create(CultureInfo.InvariantCulture, $"-{day.Month:00}-{day.DayOfMonth:00}")],
            _ => [],
        };

    private void Add(string text)
    {
        _texts.Add(text);
        foreach (var match in Figure.EnumerateMatches(text))
        {
            if (++_figures > MaxFigures)
            {
                return;
            }

            AddNumber(text.AsSpan(match.Index, match.Length));
        }
    }

    private void Add(JsonElement element)
    {
        if (++_nodes > MaxNodes)
        {
            return;
        }

        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _texts.Add(member.Name);
                    Add(member.Value);
                }

                if (element.EnumerateObject().Any(static m => !FieldName.IsMatch(m.Name)))
                {
                    AddAggregates([.. element.EnumerateObject().Select(static m => m.Value)]);
                }

                break;
            case JsonValueKind.Array:
                foreach (var entry in element.EnumerateArray())
                {
                    Add(entry);
                }

                AddAggregates([.. element.EnumerateArray()]);
                break;
            case JsonValueKind.String:
                AddString(element.GetString()!);
                break;
            case JsonValueKind.Number:
                _texts.Add(element.GetRawText());
                AddNumber(element.GetRawText());
                break;
        }
    }

    /// <summary>A tool may return JSON inside of a string.</summary>
    private void AddString(string text)
    {
        if (text.StartsWith('{') || text.StartsWith('['))
        {
            try
            {
                using var inner = JsonDocument.Parse(text);
                Add(inner.RootElement);
                return;
            }
            catch (JsonException)
            {
                // It only looked like JSON.
            }
        }

        Add(text);
    }

    /// <summary>An answer may count the entries of a list, count those that are alike, and add up one of their figures.</summary>
    private void AddAggregates(IReadOnlyList<JsonElement> entries)
    {
        _numbers.Add(entries.Count);
        var sums = new Dictionary<string, decimal>();
        var counts = new Dictionary<string, int>();
        foreach (var member in entries.Where(static e => e.ValueKind == JsonValueKind.Object).SelectMany(static e => e.EnumerateObject()))
        {
            if (member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetDecimal(out var value))
            {
                sums[member.Name] = sums.GetValueOrDefault(member.Name) + value;
            }
            else if (member.Value.ValueKind is JsonValueKind.String or JsonValueKind.True)
            {
                var kind = $"{member.Name}={member.Value}";
                counts[kind] = counts.GetValueOrDefault(kind) + 1;
            }
        }

        _numbers.UnionWith(sums.Values.Select(Math.Abs));
        _numbers.UnionWith(counts.Values.Where(static n => n > 1).Select(static n => (decimal)n));
    }

    private void AddNumber(ReadOnlySpan<char> text)
    {
        if (decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
        {
            _numbers.Add(Math.Abs(value));
        }
    }

    [GeneratedRegex(
        @"(?<![\w.])\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,18}(?:\.\d{1,6})?",
        RegexOptions.CultureInvariant,
        Sentences.PatternTimeout
    )]
    private static partial Regex Figure { get; }

    /// <summary>The name of a record's field. An object with other names is a list of records by id or by name.</summary>
    [GeneratedRegex("^[a-z][a-zA-Z_]{0,40}[0-9]?$", RegexOptions.CultureInvariant, Sentences.PatternTimeout)]
    private static partial Regex FieldName { get; }
}
