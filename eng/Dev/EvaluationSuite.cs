using System.Globalization;
using System.Xml.Linq;

namespace Switchboard.Dev;

/// <summary>The evaluation suite as a part of the tests: its scenarios are counted from its JUnit report.</summary>
internal sealed class EvaluationSuite(string repository, string results) : ITestSuite
{
    public string Name => "evaluation";

    public async Task<(TestCount Count, IReadOnlyList<string> Output)> RunAsync(CancellationToken cancellationToken)
    {
        var output = new List<string>();
        var folder = Path.Combine(results, "evaluation");
        var code = await IsolatedPlatform.UseAsync(
            repository,
            output.Add,
            gateway => EvaluationRun.EvaluateAsync(repository, gateway, ["--out", folder], output.Add, cancellationToken),
            cancellationToken
        );
        var report = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml").FirstOrDefault() : null;
        if (report is null)
        {
            return (new TestCount(0, 1, 0), output);
        }

        var cases = XDocument.Load(report).Descendants("testcase").ToList();
        var failed = cases.Count(c => c.Elements().Any(e => e.Name.LocalName is "failure" or "error"));
        var skipped = cases.Count(c => c.Element("skipped") is not null);
        var count = new TestCount(cases.Count - failed - skipped, failed, skipped);
        if (code != 0 && count.Failed == 0)
        {
            output.Add(string.Create(CultureInfo.InvariantCulture, $"The evaluation ended with exit code {code}: a threshold is not met."));
            count = count with { Failed = 1 };
        }

        return (count, output);
    }
}
