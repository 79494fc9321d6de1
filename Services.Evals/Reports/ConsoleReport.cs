using System.Globalization;
using Services.Evals.Running;

namespace Services.Evals.Reports;

/// <summary>The run as a table on the console.</summary>
internal static class ConsoleReport
{
    /// <summary>Writes the table and the figures.</summary>
    public static void Write(SuiteSummary summary, TextWriter console)
    {
        var width = summary.Results.Max(static r => r.Scenario.Id.Length);
        console.WriteLine();
        console.WriteLine($"{"scenario".PadRight(width)}  result   turns  first token  relevance  grounded  safety");
        foreach (var result in summary.Results)
        {
            console.WriteLine(
                string.Join(
                    "  ",
                    result.Scenario.Id.PadRight(width),
                    MarkdownReport.Outcome(result).PadRight(7),
                    result.Turns.Count.ToString(CultureInfo.InvariantCulture).PadLeft(5),
                    FirstToken(result).PadLeft(11),
                    Lowest(result, "relevance").PadLeft(9),
                    Lowest(result, "groundedness").PadLeft(8),
                    Lowest(result, "safety").PadLeft(6)
                )
            );
            foreach (var line in result.Failures.Append(result.Skipped).OfType<string>())
            {
                console.WriteLine($"{new string(' ', width)}    {line.ReplaceLineEndings(" ")}");
            }
        }

        console.WriteLine();
        foreach (var (metric, (mean, count)) in summary.Means)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mean {metric}: {mean:0.000} over {count} replies"));
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first token, 95th percentile: {summary.FirstTokenMs:0} ms"));
        console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Passed} passed, {summary.Failed} failed, {summary.Skipped} skipped; pass rate {summary.PassRate:P1}"
            )
        );
        foreach (var shortfall in summary.Shortfalls)
        {
            console.WriteLine($"BELOW THRESHOLD: {shortfall}");
        }
    }

    private static string FirstToken(ScenarioResult result) =>
        result.Turns.Max(static t => t.Reply.FirstTokenMs) is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time:0} ms") : "";

    private static string Lowest(ScenarioResult result, string metric)
    {
        var scores = result
            .Turns.Select(t => t.Reply.Scores?.TryGetValue(metric, out var score) == true ? score : (double?)null)
            .OfType<double>()
            .ToList();
        return scores.Count == 0 ? "-" : scores.Min().ToString("0.00", CultureInfo.InvariantCulture);
    }
}
