using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>Reads the project's own phrases: patterns under an intent's name, with (a|b) for choices.</summary>
internal static class PhraseFile
{
    private static readonly string[] Nouns =
    [
        "laptop",
        "T-shirt",
        "keyboard",
        "desk lamp",
        "headphones",
        "water bottle",
        "backpack",
        "smart watch",
        "coffee maker",
        "running shoes",
        "tablet",
        "bookshelf",
        "grill",
        "jacket",
        "sweater",
        "boots",
        "tent",
        "yoga mat",
        "mouse",
        "speaker",
        "camera",
        "kettle",
        "blanket",
        "pillow",
        "chair",
        "clock",
        "helmet",
        "sneakers",
        "jeans",
        "shirt",
        "socks",
        "bag",
        "knife",
        "pan",
        "planter",
        "board game",
        "earbuds",
        "sunglasses",
        "vacuum cleaner",
        "perfume",
        "puzzle",
        "bicycle",
        "umbrella",
        "skateboard",
        "toothbrush",
        "phone",
        "charger",
        "luggage set",
        "wristwatch",
        "pet bed",
        "thermostat",
        "air purifier",
        "makeup kit",
        "garden hose",
        "espresso machine",
        "notebook",
        "duffel",
        "beanie",
        "grinder",
        "sleeping bag",
        "writing desk",
        "dining table",
        "office chair",
        "floor lamp",
        "sofa",
        "wardrobe",
        "monitor",
        "printer",
        "cutting board",
        "rain coat",
        "bike helmet",
    ];

    /// <summary>Any of the things that are sold.</summary>
    public static string Noun(Random random) => Nouns[random.Next(Nouns.Length)];

    public static IEnumerable<Example> Read(string path, int perPattern)
    {
        var intent = "";
        var noun = 0;
        foreach (
            var line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#' || IsOrder(line))
        )
        {
            if (line[0] == '[')
            {
                intent = line[1..^1];
                continue;
            }

            var all = Expand(line).Distinct().ToList();
            var step = Math.Max(1.0, (double)all.Count / perPattern);
            for (var at = 0.0; (int)at < all.Count; at += step)
            {
                yield return new Example(Name(all[(int)at], ref noun), intent, "own");
            }
        }
    }

    // Each {product} becomes the next of many nouns, so that no single product speaks for an intent.
    private static string Name(string text, ref int noun)
    {
        for (
            var at = text.IndexOf("{product}", StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf("{product}", StringComparison.Ordinal)
        )
        {
            text = $"{text[..at]}{Nouns[noun++ % Nouns.Length]}{text[(at + "{product}".Length)..]}";
        }

        return text;
    }

    private static bool IsOrder(string line) => line.StartsWith("#W", StringComparison.Ordinal);

    private static IEnumerable<string> Expand(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            yield return pattern;
            yield break;
        }

        var close = pattern.IndexOf(')', open);
        foreach (var choice in pattern[(open + 1)..close].Split('|'))
        {
            foreach (var rest in Expand(pattern[(close + 1)..]))
            {
                yield return pattern[..open] + choice + rest;
            }
        }
    }
}
