namespace Turns.Bench.Results;

/// <summary>A distribution of durations, in milliseconds.</summary>
internal sealed record Latency(double P50, double P95, double P99, double Max)
{
    /// <summary>Null if there are none.</summary>
    public static Latency? Of(IEnumerable<double> durations)
    {
        double[] sorted = [.. durations.Order()];
        return sorted.Length == 0
            ? null
            : new Latency(Percentile(sorted, 0.50), Percentile(sorted, 0.95), Percentile(sorted, 0.99), Round(sorted[^1]));
    }

    // The nearest rank: a duration that was measured, not one between two.
    private static double Percentile(double[] sorted, double share) =>
        Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)]);

    private static double Round(double milliseconds) => Math.Round(milliseconds, 2);
}
