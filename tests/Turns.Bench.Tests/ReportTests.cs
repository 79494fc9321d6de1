using Turns.Bench.Reporting;
using Turns.Bench.Results;

namespace Turns.Bench.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Write_WithoutBaseline_LeavesRoomForTheAfter()
    {
        var report = MarkdownReport.Write(Result("aaaaaaa", 10, 30, 20), baseline: null);

        Assert.Contains("## Before: aaaaaaa", report, StringComparison.Ordinal);
        Assert.Contains("| completion p50, ms | 20.0 |", report, StringComparison.Ordinal);
        Assert.Contains("## After\n\nNot measured yet.", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WithBaseline_TellsRatios()
    {
        var report = MarkdownReport.Write(Result("bbbbbbb", 10), Result("aaaaaaa", 20));

        Assert.Contains("## After: bbbbbbb", report, StringComparison.Ordinal);
        Assert.Contains("| completion p50, ms | 20.0 | 10.0 | 0.50 |", report, StringComparison.Ordinal);
        Assert.Contains("| – gateway, ms/turn | 2.0 | 2.0 | 1.00 |", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_WithErrors_CountsThemOverAllRuns()
    {
        var report = MarkdownReport.Write(Result("aaaaaaa", 10, 20), baseline: null);

        Assert.Contains("Errors with 8 customers, all runs together: 2 × timeout.", report, StringComparison.Ordinal);
    }

    private static BenchResult Result(string commit, params double[] completions) =>
        new()
        {
            Command = "./dev bench turns",
            Date = new DateOnly(2026, 1, 2),
            Commit = commit,
            Machine = new Machine("CPU", 2, 8, "6.1.0", "10.0.0"),
            Settings = new Settings(40, 10, 1),
            Users = 5,
            Levels = [new Level(8, [.. completions.Select(static p50 => Run(p50))], [])],
        };

    private static Run Run(double p50) =>
        new()
        {
            Turns = 99,
            TurnsPerSecond = 2.5,
            Completion = new Latency(p50, p50, p50, p50),
            CpuMs = new Dictionary<string, double> { ["gateway"] = 2 },
            Errors = new Dictionary<string, int> { ["timeout"] = 1 },
            LoadBefore = 0.1,
            LoadAfter = 0.2,
            OtherCores = 0.3,
            GeneratorCores = 0.01,
        };
}
