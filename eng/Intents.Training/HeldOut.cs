using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>Reads rows of intent, tab, text.</summary>
internal static class HeldOut
{
    public static List<Example> Read(string path) =>
        [
            .. File.ReadLines(path)
                .Where(line => line.Contains('\t', StringComparison.Ordinal))
                .Select(line => line.Split('\t'))
                .Select(row => new Example(row[1], row[0], "held-out")),
        ];
}
