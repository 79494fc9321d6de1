using System.Globalization;
using System.Xml.Linq;

namespace Switchboard.Dev;

/// <summary>A .NET test project, counted from its TRX report.</summary>
internal sealed class DotNetSuite(string project, string results) : ITestSuite
{
    public string Name { get; } = Path.GetFileNameWithoutExtension(project);

    public async Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken)
    {
        var report = Path.Combine(results, $"{Name}.trx");
        var (code, output) = await Tool.RunAsync(
            Paths.DotNet,
            ["test", project, "--no-build", "--nologo", "--logger", $"trx;LogFileName={report}"],
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
