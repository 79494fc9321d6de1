using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Services.Evals.Running;

namespace Services.Evals.Reports;

/// <summary>The run as JUnit XML, which CI servers read.</summary>
internal static class JUnitReport
{
    /// <summary>The document.</summary>
    public static XDocument Write(SuiteSummary summary)
    {
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", summary.Suite.Name),
            new XAttribute("tests", summary.Results.Count),
            new XAttribute("failures", summary.Failed),
            new XAttribute("skipped", summary.Skipped),
            new XAttribute("time", Seconds(TimeSpan.FromTicks(summary.Results.Sum(static r => r.Duration.Ticks)))),
            summary.Results.Select(result => Case(summary.Suite.Name, result))
        );
        return new XDocument(new XElement("testsuites", suite));
    }

    private static XElement Case(string suite, ScenarioResult result) =>
        new(
            "testcase",
            new XAttribute("classname", suite),
            new XAttribute("name", result.Scenario.Id),
            new XAttribute("time", Seconds(result.Duration)),
            result switch
            {
                { Skipped: { } reason } => new XElement("skipped", new XAttribute("message", reason)),
                { Passed: true } => null,
                _ => new XElement(
                    "failure",
                    new XAttribute("message", Clean(string.Join("; ", result.Failures))),
                    Clean(Transcript(result))
                ),
            }
        );

    private static string Transcript(ScenarioResult result) =>
        string.Join(
            '\n',
            result.Turns.Select(static t =>
                $"> {t.Said}\n{t.Reply.Content}{t.Reply.BlockReason}{t.Reply.Error}\n  trace {t.Reply.TraceId ?? "unknown"}"
            )
        );

    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
