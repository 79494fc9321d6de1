using System.Globalization;
using System.Xml.Linq;

namespace Switchboard.Dev;

/// <summary>A .NET test project, or some of its tests, counted from the TRX report.</summary>
/// <param name="project">The project's file.</param>
/// <param name="results">Where the report goes.</param>
/// <param name="longer">For a longer run of some tests; null for the project as it is.</param>
internal sealed class DotNetSuite(string project, string results, LongerRun? longer = null) : ITestSuite
{
    public string Name { get; } = longer?.Name ?? Path.GetFileNameWithoutExtension(project);

    public async Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken)
    {
        var report = Path.Combine(results, $"{Name}.trx");
        var (code, output) = await Tool.RunAsync(
            "env",
            [
                .. longer?.Variable is { } variable ? new[] { variable } : [],
                Paths.DotNet,
                "test",
                project,
                "--no-build",
                "--nologo",
                "--logger",
                $"trx;LogFileName={report}",
                .. longer is null ? [] : new[] { "--filter", $"FullyQualifiedName~{longer.Tests}" },
            ],
            Path.GetDirectoryName(project)!,
            cancellationToken
        );
        if (!File.Exists(report))
        {
            return (new TestCount(0, 1, 0), output);
        }

        var trx = XDocument.Load(report);
        var counters = trx.Descendants().First(e => e.Name.LocalName == "Counters");
        var count = new TestCount(Number("passed"), Number("failed") + Number("error") + Number("timeout") + Number("aborted"), Skipped());
        // A test host that crashed reports no failed test.
        return (code != 0 && count.Failed == 0 ? count with { Failed = 1 } : count, output);

        int Number(string name) => int.Parse(counters.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

        int Skipped() =>
            trx.Descendants().Count(e => e.Name.LocalName == "UnitTestResult" && e.Attribute("outcome")?.Value == "NotExecuted");
    }
}

/// <summary>Some tests of a project, with a variable that lets them do more or without.</summary>
/// <param name="Name">The run's.</param>
/// <param name="Tests">A part of the tests' names.</param>
/// <param name="Variable"><c>NAME=value</c>; null for a run like any other.</param>
internal sealed record LongerRun(string Name, string Tests, string? Variable = null);
