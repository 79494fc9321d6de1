using System.Globalization;
using System.Text;
using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Rendering;

/// <summary>Says in which variants a product can be had.</summary>
internal static class ProductText
{
    private const int MaxRows = 10;

    /// <summary>
    /// Answers a question about a product: the variants with the options it names, else all that can be had, cheapest first.
    /// </summary>
    public static string Describe(Product product, string question)
    {
        var read = VariantWishes.In(question, product.Variants.Values);
        var wishes = read.Wishes;
        var fitting = product
            .Variants.Values.Where(variant => wishes.All(wish => wish.IsMetBy(variant)))
            .OrderBy(variant => variant.Price)
            .ThenBy(variant => variant.ItemId, StringComparer.Ordinal)
            .ToList();
        var available = fitting.Where(variant => variant.Available).ToList();
        var name = $"**{Markdown.Escape(product.Name)}**";
        var asked = string.Join(", ", wishes.Select(wish => wish.Said.Trim()).Concat(read.Unknown).Select(Markdown.Escape).Distinct());
        if (read.Unknown.Count > 0 || (wishes.Count > 0 && fitting.Count == 0))
        {
            var near = read.Unknown.Count > 0 && wishes.Count > 0 && available.Count > 0 ? available : All(product);
            var known = string.Join(", ", wishes.Select(static wish => Markdown.Escape(wish.Said.Trim())).Distinct());
            var missing = read.Unknown.Count > 0 ? EnglishList.Join(read.Unknown.Select(Markdown.Escape)) : asked;
            var these =
                read.Unknown.Count > 0 && known.Length > 0 && available.Count > 0 ? $"In {known} these can be had" : "These can be had";
            return $"No, the {name} does not come in {missing}. {these}:\n\n{Table(near)}";
        }

        if (available.Count == 0)
        {
            return $"The {name}{(asked.Length > 0 ? $" in {asked}" : "")} is out of stock at the moment.";
        }

        var prices =
            available[0].Price == available[^1].Price
                ? Money.Format(available[0].Price)
                : $"{Money.Format(available[0].Price)} to {Money.Format(available[^1].Price)}";
        var count = available.Count == 1 ? "1 variant is" : $"{available.Count} variants are";
        return $"{(wishes.Count > 0 ? $"Yes: of the {name} in {asked}," : $"Of the {name},")} {count} available, "
            + $"{prices}:\n\n{Table(available)}";
    }

    private static List<Variant> All(Product product) =>
        [.. product.Variants.Values.Where(variant => variant.Available).OrderBy(variant => variant.Price)];

    private static string Table(List<Variant> variants)
    {
        if (variants.Count == 0)
        {
            return "(none at the moment)";
        }

        var names = variants[0].Options.Keys.ToList();
        var table = new StringBuilder(
            $"| {string.Join(" | ", names.Select(Markdown.Escape))} | price |\n|{string.Concat(names.Select(_ => "---|"))}---:|\n"
        );
        foreach (var variant in variants.Take(MaxRows))
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {string.Join(" | ", names.Select(name => Markdown.Escape(variant.Options.GetValueOrDefault(name, ""))))} | "
                    + $"{Money.Format(variant.Price)} |\n"
            );
        }

        if (variants.Count > MaxRows)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"\n… and {variants.Count - MaxRows} more; tell me a colour, size or the like to narrow it down."
            );
        }

        return table.ToString().TrimEnd();
    }
}
