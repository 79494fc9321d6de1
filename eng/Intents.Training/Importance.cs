namespace Intents.Training;

/// <summary>How much an intent's examples count: so that every intent counts alike, up to a bound.</summary>
internal static class Importance
{
    public static float[] Of(IReadOnlyList<Example> examples, string[] intents)
    {
        var counts = examples.CountBy(static example => example.Intent).ToDictionary();
        var mean = counts.Values.Average();
        return [.. intents.Select(intent => (float)Math.Clamp(Math.Sqrt(mean / counts[intent]), 0.5, 2))];
    }
}
