namespace Intents.Training;

/// <summary>Reads the project's own phrases: patterns under an intent's name, with (a|b) for choices.</summary>
internal static class PhraseFile
{
    public static IEnumerable<Example> Read(string path, int perPattern)
    {
        var intent = "";
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#' || IsOrder(line)))
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
                yield return new Example(all[(int)at], intent, "own");
            }
        }
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
