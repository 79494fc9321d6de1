using System.Diagnostics.CodeAnalysis;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Skills;

/// <summary>Finds the variant of a product that is wanted instead of an item.</summary>
internal static class VariantPicker
{
    private const int MaxShown = 8;

    /// <summary>The variant, or the question which, with those that can be had.</summary>
    public static bool TryPick(
        DialogueState state,
        Product product,
        OrderItem item,
        string wanted,
        [NotNullWhen(true)] out Variant? variant,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        variant = null;
        var others = product
            .Variants.Values.Where(candidate => candidate.ItemId != item.ItemId)
            .OrderByDescending(candidate => Shared(candidate, item))
            .ThenBy(candidate => candidate.ItemId, StringComparer.Ordinal)
            .ToList();
        var available = others.Where(candidate => candidate.Available).ToList();
        if (available.Count == 0)
        {
            action = new ReplyAction(
                $"There is no other variant of the {Markdown.Escape(item.Name)} available at the moment, so I can't exchange it."
            );
            return false;
        }

        var listed = available.Take(MaxShown).ToList();
        var place = state
            .Task.Where(mentions => mentions.Answering == ExpectedAnswer.Variant)
            .Select(mentions => mentions.Ordinal)
            .LastOrDefault(found => found is not null);
        variant =
            ByNumber(state, available)
            ?? (
                place is { } ordinal
                    ? ordinal < 0
                        ? listed[^1]
                        : listed.ElementAtOrDefault(ordinal)
                    : null
            );
        if (variant is not null)
        {
            action = null;
            return true;
        }

        // Only what differs from the item is a wish: "the blue one for a red one, size M" when it is M already.
        var wishes = Wishes(wanted, others);
        var names = wishes.Options;
        var matching = Matching(available, names);
        if (
            wishes.Unknown.Count == 0
            && names.Count > 0
            && matching.Count > 0
            && (matching.Count == 1 || Shared(matching[0], item) > Shared(matching[1], item))
        )
        {
            (variant, action) = (matching[0], null);
            return true;
        }

        if (
            wishes.Unknown.Count == 0
            && Cues.WantsCheapest(state.Last.Text)
            && (names.Count == 0 ? available : matching).MinBy(static one => one.Price) is { } cheapest
        )
        {
            (variant, action) = (cheapest, null);
            return true;
        }

        action = new ReplyAction(Ask(item, wishes, matching, others, listed));
        return false;
    }

    private static Variant? ByNumber(DialogueState state, List<Variant> available) =>
        available.Find(candidate => state.Task.Any(mentions => mentions.ItemIds.Contains(candidate.ItemId)));

    /// <summary>The newest text that names an option of a kind decides about it: "black", and then "white, rather".</summary>
    private static VariantWishes Wishes(string wanted, List<Variant> others)
    {
        List<KeyValuePair<string, string>> options = [];
        IReadOnlyList<string> unknown = [];
        foreach (var read in wanted.Split('\n').Reverse().Select(text => VariantWishes.In(text, others)).Where(static read => read.Any))
        {
            unknown = options.Count == 0 && unknown.Count == 0 ? read.Unknown : unknown;
            options.AddRange(read.Options.Where(option => !options.Any(newer => newer.Key == option.Key)).ToList());
        }

        return new VariantWishes(options, unknown);
    }

    private static List<Variant> Matching(List<Variant> variants, IReadOnlyList<KeyValuePair<string, string>> wishes)
    {
        // One wish for each option; "brown" may be the frame's or the lens's, then either will do.
        var byValue = wishes
            .GroupBy(wish => wish.Value.ToUpperInvariant())
            .Select(group => group.Select(wish => wish.Key).ToHashSet())
            .ToList();
        return
        [
            .. variants.Where(candidate =>
                wishes
                    .Select(wish => wish.Value.ToUpperInvariant())
                    .Distinct()
                    .Zip(byValue)
                    .All(wish =>
                        candidate.Options.Any(option =>
                            wish.Second.Contains(option.Key) && option.Value.Equals(wish.First, StringComparison.OrdinalIgnoreCase)
                        )
                    )
            ),
        ];
    }

    private static int Shared(Variant variant, OrderItem item) =>
        variant.Options.Count(option => item.Options.TryGetValue(option.Key, out var own) && own == option.Value);

    private static string Ask(OrderItem item, VariantWishes wishes, List<Variant> matching, List<Variant> others, List<Variant> listed)
    {
        var name = Markdown.Escape(item.Name);
        var shown = matching.Count > 1 && wishes.Options.Count > 0 ? matching.Take(MaxShown).ToList() : listed;
        var opening =
            wishes.Unknown.Count > 0
                ? $"The {name} does not come in {EnglishList.Join(wishes.Unknown.Select(Markdown.Escape))}. These are available:"
            : wishes.Options.Count == 0 ? $"You have the {name}{OrderText.Bracketed(item.Options)}. These are available:"
            : matching.Count > 1 ? $"There are several such variants of the {name}:"
            : Matching(others, wishes.Options).Count > 0 ? $"That variant of the {name} is out of stock. These are available:"
            : $"There is no such variant of the {name}. These are available:";
        return $"{opening}\n\n{Variants(shown)}\n\n{Questions.WhichVariant}";
    }

    private static string Variants(List<Variant> variants) =>
        string.Join('\n', variants.Select((variant, i) => $"{i + 1}. {OrderText.Options(variant.Options)}, {Money.Format(variant.Price)}"));
}
