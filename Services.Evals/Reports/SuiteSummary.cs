using System.Globalization;
using Services.Evals.Running;
using Services.Evals.Suites;

namespace Services.Evals.Reports;

/// <summary>A run as figures, and what of them is below the suite's thresholds.</summary>
internal sealed record SuiteSummary
{
    public required EvaluationSuite Suite { get; init; }

    public required IReadOnlyList<ScenarioResult> Results { get; init; }

    public int Passed => Results.Count(static r => r.Passed);

    public int Skipped => Results.Count(static r => r.Skipped is not null);

    public int Failed => Results.Count - Passed - Skipped;

    /// <summary>Passed among those that ran; 0 if none did.</summary>
    public double PassRate => Results.Count == Skipped ? 0 : (double)Passed / (Results.Count - Skipped);

    /// <summary>Mean of each metric over the replies that have it, with their number.</summary>
    public IReadOnlyDictionary<string, (double Mean, int Count)> Means =>
        Replies
            .SelectMany(static r => r.Scores ?? new Dictionary<string, double>())
            .GroupBy(static s => s.Key, static s => s.Value)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .ToDictionary(static g => g.Key, static g => (g.Average(), g.Count()));

    /// <summary>The time to the first token that 95 of 100 replies keep, in milliseconds; null without replies.</summary>
    public double? FirstTokenMs
    {
        get
        {
            var times = Replies.Select(static r => r.FirstTokenMs).OfType<double>().Order().ToList();
            return times.Count == 0 ? null : times[(int)Math.Ceiling(0.95 * times.Count) - 1];
        }
    }

    /// <summary>What is below the thresholds, a sentence each; empty if the run is good.</summary>
    public IReadOnlyList<string> Shortfalls => [.. FindShortfalls(Suite.Thresholds)];

    private IEnumerable<Reply> Replies =>
        Results.SelectMany(static r => r.Turns).Select(static t => t.Reply).Where(static r => r is { Error: null, BlockReason: null });

    private IEnumerable<string> FindShortfalls(SuiteThresholds thresholds)
    {
        if (PassRate < thresholds.PassRate)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"The pass rate is {PassRate:P1}, below {thresholds.PassRate:P1}.");
        }

        foreach (var (metric, floor) in thresholds.Scores)
        {
            if (!Means.TryGetValue(metric, out var mean))
            {
                yield return $"No reply has a score for {metric}.";
            }
            else if (mean.Mean < floor)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"Mean {metric} is {mean.Mean:0.000}, below {floor:0.000}.");
            }
        }

        if (thresholds.FirstTokenMs is not null && FirstTokenMs is null)
        {
            yield return "No reply says when its first token came.";
        }
        else if (thresholds.FirstTokenMs is { } bound && FirstTokenMs > bound)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The first token takes {FirstTokenMs:0} ms (95th percentile), more than {bound} ms."
            );
        }
    }
}
