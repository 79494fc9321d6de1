using System.Globalization;
using Turns.Bench.Results;

namespace Turns.Bench.Reporting;

/// <summary>Medians as cells: a line of headings, then a line for each figure.</summary>
internal static class Table
{
    /// <summary>One result, a column for each number of customers.</summary>
    public static IReadOnlyList<string[]> Of(BenchResult result) =>
        [
            ["", .. result.Levels.Select(static level => Customers(level.Customers))],
            .. Figure
                .All(result.Levels.SelectMany(static level => level.Runs))
                .Select(figure => (string[])[figure.Label, .. result.Levels.Select(level => figure.Text(figure.Median(level)))]),
            ["load average before each run", .. result.Levels.Select(static level => Loads(level, static run => run.LoadBefore))],
            ["load average after each run", .. result.Levels.Select(static level => Loads(level, static run => run.LoadAfter))],
        ];

    /// <summary>Two results with as many customers, and the ratio of the second to the first.</summary>
    public static IReadOnlyList<string[]> Of(Level? before, Level after)
    {
        var runs = after.Runs.Concat(before?.Runs ?? []);
        return
        [
            ["", "before", "after", "ratio"],
            .. Figure
                .All(runs)
                .Select(figure =>
                {
                    var (first, second) = (figure.Median(before), figure.Median(after));
                    return (string[])[figure.Label, figure.Text(first), figure.Text(second), Figure.Ratio(first, second)];
                }),
        ];
    }

    /// <summary>The turns of all runs that came to nothing, by what happened; null if there are none.</summary>
    public static string? Errors(Level level)
    {
        var errors = level.Runs.SelectMany(static run => run.Errors).GroupBy(static error => error.Key, static error => error.Value);
        var words = errors.Select(static error => $"{error.Sum()} × {error.Key}");
        return string.Join(", ", words) is { Length: > 0 } text ? text : null;
    }

    public static string Customers(int count) => count == 1 ? "1 customer" : $"{count} customers";

    private static string Loads(Level level, Func<Run, double> load) =>
        string.Join(" / ", level.Runs.Select(run => load(run).ToString("0.0", CultureInfo.InvariantCulture)));
}
