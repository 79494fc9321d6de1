using Turns.Bench.Clients;
using Turns.Bench.Results;

namespace Turns.Bench.Reporting;

/// <summary>For a terminal.</summary>
internal static class ConsoleReport
{
    private const int LabelWidth = 32;
    private const int NumberWidth = 18;

    /// <summary>The figures with so many customers, beside those of the baseline if there is one.</summary>
    public static void Print(BenchResult result, Level level, BenchResult? baseline)
    {
        Console.WriteLine();
        Console.WriteLine($"{Table.Customers(level.Customers)}, median of {level.Runs.Count}");
        var rows = baseline is null
            ? Table.Of(result with { Levels = [level] })
            : Table.Of(baseline.Levels.FirstOrDefault(other => other.Customers == level.Customers), level);
        foreach (var cells in rows.Skip(baseline is null ? 1 : 0))
        {
            Console.WriteLine(
                string.Concat($"  {cells[0]}".PadRight(LabelWidth), string.Concat(cells.Skip(1).Select(static c => c.PadLeft(NumberWidth))))
            );
        }

        if (Table.Errors(level) is { } errors)
        {
            Console.WriteLine($"  errors: {errors}.{RateLimits.Advice(errors, RateLimits.Messages)}");
        }

        foreach (var failure in level.Failures)
        {
            Console.WriteLine($"  failed: {failure}");
        }
    }
}
