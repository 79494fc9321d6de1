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

        var comparisons = Comparison.AllIn(wanted);
        available = comparisons.Aggregate(available, (left, comparison) => [.. comparison.Apply(item, left)]);
        var wishes = Wishes(Comparison.WithoutAmounts(wanted), others, item);
        var matching = Ranked(available, wishes.Wishes, item);
        if (wishes.Unknown.Count == 0 && matching.Count > 0)
        {
            variant =
                ItemCues.WantsCheapest(wanted) ? matching.MinBy(static one => one.Price)
                : ItemCues.WantsDearest(wanted) ? matching.MaxBy(static one => one.Price)
                : wishes.Wishes.Count > 0 || comparisons.Count > 0 ? First(matching, wishes.Wishes, item)
                : null;
            if (variant is not null)
            {
                action = null;
                return true;
            }
        }

        action = new ReplyAction(Ask(item, wishes, matching, others, listed));
        return false;
    }

    private static Variant? ByNumber(DialogueState state, List<Variant> available) =>
        available.Find(candidate => state.Task.Any(mentions => mentions.ItemIds.Contains(candidate.ItemId)));

    /// <summary>The newest text that names an option of a kind decides about it: "black", and then "white, rather".</summary>
    private static VariantWishes Wishes(string wanted, List<Variant> others, OrderItem item)
    {
        List<VariantWish> wishes = [];
        IReadOnlyList<string> unknown = [];
        foreach (var read in wanted.Split('\n').Reverse().Select(text => VariantWishes.In(text, others)).Where(static read => read.Any))
        {
            unknown = wishes.Count == 0 && unknown.Count == 0 ? read.Unknown : unknown;
            wishes.AddRange(read.Wishes.Where(wish => !wishes.Exists(newer => Same(newer, wish))).ToList());
        }

        // "The same size": what the item has is wished for.
        wishes.AddRange(
            item.Options.Where(option => ItemCues.WantsSame(wanted, option.Key))
                .Select(static option => new VariantWish($"same {option.Key}", [option], IsPreference: false))
                .Where(wish => !wishes.Exists(newer => Same(newer, wish)))
                .ToList()
        );
        return new VariantWishes(wishes, unknown);
    }

    private static bool Same(VariantWish one, VariantWish other) =>
        one.Options.Any(option => other.Options.Any(candidate => candidate.Key == option.Key));

    /// <summary>
    /// The variants that have all that is wanted, those before that have more of what is preferred and more of what the item has.
    /// </summary>
    private static List<Variant> Ranked(List<Variant> variants, IReadOnlyList<VariantWish> wishes, OrderItem item) =>
        [
            .. variants
                .Where(variant => wishes.All(wish => wish.IsPreference || wish.IsMetBy(variant)))
                .OrderByDescending(variant => Preferred(variant, wishes))
                .ThenByDescending(variant => Shared(variant, item)),
        ];

    /// <summary>The first, unless another is as good.</summary>
    private static Variant? First(List<Variant> ranked, IReadOnlyList<VariantWish> wishes, OrderItem item) =>
        ranked.Count == 1
        || Preferred(ranked[0], wishes) > Preferred(ranked[1], wishes)
        || Shared(ranked[0], item) > Shared(ranked[1], item)
            ? ranked[0]
            : null;

    private static int Preferred(Variant variant, IReadOnlyList<VariantWish> wishes) =>
        wishes.Count(wish => wish.IsPreference && wish.IsMetBy(variant));

    private static int Shared(Variant variant, OrderItem item) =>
        variant.Options.Count(option => item.Options.TryGetValue(option.Key, out var own) && own == option.Value);

    private static string Ask(OrderItem item, VariantWishes wishes, List<Variant> matching, List<Variant> others, List<Variant> listed)
    {
        var name = Markdown.Escape(item.Name);
        var shown = matching.Count > 1 && wishes.Wishes.Count > 0 ? matching.Take(MaxShown).ToList() : listed;
        var opening =
            wishes.Unknown.Count > 0
                ? $"The {name} does not come in {EnglishList.Join(wishes.Unknown.Select(Markdown.Escape))}. These are available:"
            : wishes.Wishes.Count == 0 ? $"You have the {name}{OrderText.Bracketed(item.Options)}. These are available:"
            : matching.Count > 1 ? $"There are several such variants of the {name}:"
            : Ranked(others, wishes.Wishes, item).Count > 0 ? $"That variant of the {name} is out of stock. These are available:"
            : $"There is no such variant of the {name}. These are available:";
        return $"{opening}\n\n{Variants(shown)}\n\n{Questions.WhichVariant}";
    }

    private static string Variants(List<Variant> variants) =>
        string.Join('\n', variants.Select((variant, i) => $"{i + 1}. {OrderText.Options(variant.Options)}, {Money.Format(variant.Price)}"));
}
