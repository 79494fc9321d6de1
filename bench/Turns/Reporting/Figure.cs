using System.Globalization;
using Turns.Bench.Results;

namespace Turns.Bench.Reporting;

/// <summary>A line of a table: a figure of each run, of which the median is told.</summary>
/// <param name="Label">Its name, with the unit.</param>
/// <param name="Decimals">Digits after the point.</param>
/// <param name="Of">Null where a run does not have it.</param>
internal sealed record Figure(string Label, int Decimals, Func<Run, double?> Of)
{
    /// <summary>What stands for a figure that there is not.</summary>
    public const string Nothing = "–";

    /// <summary>All of them; the resources are those of the runs.</summary>
    public static IReadOnlyList<Figure> All(IEnumerable<Run> runs) =>
        [
            new("turns/s", 2, static run => run.TurnsPerSecond),
            new("turns in a run", 0, static run => run.Turns),
            .. Latencies("acknowledgement", static run => run.Acknowledgement),
            .. Latencies("first token", static run => run.FirstToken),
            .. Latencies("completion", static run => run.Completion),
            new("CPU, ms/turn", 1, static run => run.CpuMs.Count > 0 ? run.CpuMs.Values.Sum() : null),
            .. runs.SelectMany(static run => run.CpuMs.Keys)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(static name => new Figure($"– {name}, ms/turn", 1, run => run.CpuMs.TryGetValue(name, out var used) ? used : null)),
            new("errors, % of turns", 2, static run => 100d * run.Errors.Values.Sum() / (run.Turns + run.Errors.Values.Sum())),
            new("generator, cores", 2, static run => run.GeneratorCores),
            new("other work, cores", 2, static run => run.OtherCores),
        ];

    /// <summary>The median of the runs; null if none has it.</summary>
    public double? Median(Level? level)
    {
        double[] values = [.. (level?.Runs ?? []).Select(Of).OfType<double>().Order()];
        return values.Length == 0 ? null : (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    /// <summary>For people.</summary>
    public string Text(double? value) => value?.ToString($"N{Decimals}", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>How the second is to the first; nothing where there is one of them only, or the first is 0.</summary>
    public static string Ratio(double? before, double? after) =>
        before is > 0 && after is not null ? (after.Value / before.Value).ToString("N2", CultureInfo.InvariantCulture) : Nothing;

    private static IEnumerable<Figure> Latencies(string name, Func<Run, Latency?> latency) =>
        [
            new($"{name} p50, ms", 1, run => latency(run)?.P50),
            new($"{name} p95, ms", 1, run => latency(run)?.P95),
            new($"{name} p99, ms", 1, run => latency(run)?.P99),
            new($"{name} max, ms", 1, run => latency(run)?.Max),
        ];
}
