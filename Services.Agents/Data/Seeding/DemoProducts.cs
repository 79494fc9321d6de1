using Services.Retail;

namespace Services.Agents.Data.Seeding;

/// <summary>Makes the demo shop's products.</summary>
internal static class DemoProducts
{
    private const int MaxVariants = 12;

    public static Dictionary<string, Product> Generate(SeededRandom random)
    {
        Dictionary<string, Product> products = [];
        HashSet<string> itemIds = [];
        foreach (var line in DemoCatalog.Lines)
        {
            var productId = random.Digits(10);
            Dictionary<string, Variant> variants = [];
            foreach (var options in Combinations(random, line))
            {
                string itemId;
                do
                {
                    itemId = random.Digits(10);
                } while (!itemIds.Add(itemId));

                variants.Add(
                    itemId,
                    new Variant
                    {
                        ItemId = itemId,
                        Options = options,
                        Available = variants.Count < 3 || random.Percent(80),
                        Price = Money.Round(line.Price * (90 + random.Next(31)) / 100 - 0.01m * random.Next(100)),
                    }
                );
            }

            products.Add(
                productId,
                new Product
                {
                    Name = line.Name,
                    ProductId = productId,
                    Variants = variants,
                }
            );
        }

        return products;
    }

    /// <summary>Different choices of the line's options, a dozen at most.</summary>
    private static List<Dictionary<string, string>> Combinations(SeededRandom random, DemoCatalog.Line line)
    {
        IEnumerable<Dictionary<string, string>> all =
        [
            [],
        ];
        foreach (var (option, values) in line.Options)
        {
            all = all.SelectMany(chosen => values, (chosen, value) => new Dictionary<string, string>(chosen) { [option] = value });
        }

        var rest = all.ToList();
        List<Dictionary<string, string>> picked = [];
        while (rest.Count > 0 && picked.Count < MaxVariants)
        {
            var index = random.Next(rest.Count);
            picked.Add(rest[index]);
            rest.RemoveAt(index);
        }

        return picked;
    }
}
