using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Services.Retail;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Reads how a wanted variant shall compare with an item: "a bigger one", "less bright", "one size smaller", "the easiest", "500 pieces
/// fewer". Options that have an order are sizes, degrees (low, medium, high) and whatever begins with a number.
/// </summary>
/// <param name="Direction">1 for more, -1 for less.</param>
/// <param name="Kind">How far.</param>
/// <param name="By">By how much, where that is said.</param>
/// <param name="Options">Parts of the names of the options that are meant.</param>
internal sealed partial record Comparison(int Direction, ComparisonKind Kind, double By, IReadOnlyList<string> Options)
{
    private const int MaxComparisons = 4;

    private static readonly string[][] Scales =
    [
        ["xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl"],
        ["small", "medium", "large", "extra large"],
        ["low", "medium", "high"],
        ["mini", "compact", "full size"],
        ["beginner", "intermediate", "advanced", "expert"],
    ];

    private static readonly string[] Sizes = ["size", "capacity", "frame", "volume", "screen", "person"];

    private static readonly FrozenDictionary<string, (int Direction, string[] Options)> Stems = new Dictionary<string, (int, string[])>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["big"] = (1, Sizes),
        ["larg"] = (1, Sizes),
        ["small"] = (-1, Sizes),
        ["bright"] = (1, ["bright"]),
        ["dimm"] = (-1, ["bright"]),
        ["dark"] = (-1, ["bright"]),
        ["long"] = (1, ["length", "cord", "battery"]),
        ["short"] = (-1, ["length", "cord"]),
        ["tall"] = (1, ["height"]),
        ["heav"] = (1, ["weight"]),
        ["light"] = (-1, ["weight"]),
        ["eas"] = (-1, ["difficulty"]),
        ["hard"] = (1, ["difficulty"]),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The comparisons that a text makes.</summary>
    public static IReadOnlyList<Comparison> AllIn(string text)
    {
        var oneStep = OneOnly().IsMatch(text);
        return
        [
            .. Adjective().Matches(text).Take(MaxComparisons).Select(match => OfAdjective(match, oneStep)).OfType<Comparison>(),
            .. Amount().Matches(text).Take(MaxComparisons).Select(OfAmount).OfType<Comparison>(),
        ];
    }

    /// <summary>A text without the amounts that its comparisons name, which are no wishes of their own.</summary>
    public static string WithoutAmounts(string text) => Amount().Replace(text, " ");

    /// <summary>Those of the variants that compare so with an item; all where its options have no such order.</summary>
    public IReadOnlyList<Variant> Apply(OrderItem item, IReadOnlyList<Variant> variants)
    {
        foreach (
            var (name, value) in item.Options.Where(option =>
                Options.Any(part => option.Key.Contains(part, StringComparison.OrdinalIgnoreCase))
            )
        )
        {
            if (Place(value) is not { } own)
            {
                continue;
            }

            var placed = variants
                .Select(variant => (Variant: variant, Place: Place(variant.Options.GetValueOrDefault(name, ""))))
                .Where(pair => pair.Place?.Scale == own.Scale)
                .Select(pair => (pair.Variant, By: (pair.Place!.Value.At - own.At) * Direction))
                .ToList();
            var fitting = Kind switch
            {
                ComparisonKind.Most => placed.Where(pair => pair.By.Equals(placed.Max(static other => other.By))),
                ComparisonKind.ByAmount => placed.Where(pair => pair.By.Equals(By)),
                ComparisonKind.OneStep => placed.Where(pair =>
                    pair.By > 0 && pair.By.Equals(placed.Where(static other => other.By > 0).Min(static other => other.By))
                ),
                _ => placed.Where(static pair => pair.By > 0).OrderBy(static pair => pair.By),
            };
            if (fitting.Select(static pair => pair.Variant).ToList() is { Count: > 0 } found)
            {
                return found;
            }
        }

        return variants;
    }

    private static Comparison? OfAdjective(Match match, bool oneStep)
    {
        if (!Stems.TryGetValue(match.Groups["stem"].Value, out var meaning))
        {
            return null;
        }

        var isMost = match.Groups["most"].Success;
        var isPlain = !isMost && !match.Groups["more"].Success && !match.Groups["less"].Success;
        var direction = match.Groups["less"].Success ? -meaning.Direction : meaning.Direction;
        return isPlain
            ? null
            : new Comparison(
                direction,
                isMost ? ComparisonKind.Most
                    : oneStep ? ComparisonKind.OneStep
                    : ComparisonKind.Any,
                0,
                meaning.Options
            );
    }

    private static Comparison? OfAmount(Match match)
    {
        var option = match.Groups["option"].Value.TrimEnd('s');
        var isLess = match.Groups["less"].Success;
        return option.Length < 3 ? null
            : match.Groups["by"].Success
                ? new Comparison(
                    isLess ? -1 : 1,
                    ComparisonKind.ByAmount,
                    double.Parse(match.Groups["by"].Value, CultureInfo.InvariantCulture),
                    [option]
                )
            : new Comparison(
                isLess ? -1 : 1,
                match.Groups["most"].Success ? ComparisonKind.Most
                    : OneOnly().IsMatch(match.Value) ? ComparisonKind.OneStep
                    : ComparisonKind.Any,
                0,
                [option]
            );
    }

    private static (int Scale, double At)? Place(string value)
    {
        for (var scale = 0; scale < Scales.Length; scale++)
        {
            if (Array.IndexOf(Scales[scale], value.ToLowerInvariant()) is >= 0 and var at)
            {
                return (scale, at);
            }
        }

        return
            Number().Match(value) is { Success: true } match
            && double.TryParse(match.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (-1, number)
            : null;
    }

    // "Bigger", "the biggest", "less bright", "more bright".
    [GeneratedRegex(
        @"\b(?:(?<less>less|not (?:so|as)) |(?<more>more) )?(?<stem>big|larg|small|bright|dimm|dark|long|short|tall|heav|light|eas|hard)"
            + @"(?:g?(?:i?er|(?<more>r))\b(?<more>)|g?(?:i?est|st)\b(?<most>)|(?:e|y)?\b)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Adjective();

    // "500 more pieces", "500 pieces less", "fewer pieces", "the fewest pieces", "slightly lower resolution".
    [GeneratedRegex(
        @"\b(?<by>[0-9]{1,5}) (?:(?<less>less|fewer)|more) (?<option>\p{L}{3,20})\b|\b(?<by>[0-9]{1,5}) (?<option>\p{L}{3,20}) "
            + @"(?:(?<less>less|fewer)|more)\b|"
            + @"\b(?:(?:slightly|a bit|a little|one step) )?(?:(?<less>less|fewer|lower)|(?<less>fewest|least|lowest)(?<most>)|more|higher|"
            + @"(?:most|highest)(?<most>)) (?<option>pieces|storage|memory|ram|resolution|capacity|ventilation|brightness|length|"
            + @"height|weight|difficulty|"
            + @"pressure|power|speed)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Amount();

    [GeneratedRegex(
        @"\b(?:one|a) size\b|\bslightly\b|\ba (?:bit|little)\b|\bone step\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex OneOnly();

    [GeneratedRegex(@"^[0-9]{1,6}(?:\.[0-9]{1,2})?", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Number();
}

/// <summary>How far a wanted option is from the one that an item has.</summary>
internal enum ComparisonKind
{
    /// <summary>Any that is more, or less.</summary>
    Any,

    /// <summary>The next one only.</summary>
    OneStep,

    /// <summary>By an amount that is named.</summary>
    ByAmount,

    /// <summary>The most, or the least, that there is.</summary>
    Most,
}
