namespace Intents.Training;

/// <summary>Reads rows of intent, tab, text; or of agent, intent and text. A line break stands as \n.</summary>
internal static class HeldOut
{
    public static List<Example> Read(string path) =>
        [
            .. File.ReadLines(path)
                .Where(static line => line.Contains('\t', StringComparison.Ordinal))
                .Select(static line => line.Split('\t'))
                .Select(static row => new Example(row[^1].Replace("\\n", "\n", StringComparison.Ordinal), row[^2], "held-out")),
        ];
}
