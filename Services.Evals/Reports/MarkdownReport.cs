using System.Globalization;
using System.Text;
using Services.Evals.Running;

namespace Services.Evals.Reports;

/// <summary>The run as Markdown, for people and pull requests.</summary>
internal static class MarkdownReport
{
    /// <summary>The text.</summary>
    public static string Write(SuiteSummary summary, Uri gateway)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Evaluation: {summary.Suite.Name}\n\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"Against {gateway}: **{summary.Passed} passed, {summary.Failed} failed, {summary.Skipped} skipped**, pass rate "
                + $"{summary.PassRate:P1}.\n\n"
        );
        text.Append("| metric | mean | threshold | replies |\n|---|---|---|---|\n");
        foreach (var (metric, (mean, count)) in summary.Means)
        {
            var floor = summary.Suite.Thresholds.Scores.TryGetValue(metric, out var value)
                ? value.ToString("0.00", CultureInfo.InvariantCulture)
                : "";
            text.Append(CultureInfo.InvariantCulture, $"| {metric} | {mean:0.000} | {floor} | {count} |\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"| first token, 95th percentile | {summary.FirstTokenMs:0} ms | {summary.Suite.Thresholds.FirstTokenMs} ms | |\n\n"
        );
        text.Append("| scenario | result | user | turns | seconds | |\n|---|---|---|---|---|---|\n");
        foreach (var result in summary.Results)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Scenario.Id} | {Outcome(result)} | {result.User} | {result.Turns.Count} | "
                    + $"{result.Duration.TotalSeconds:0.0} | {Cell(result.Skipped ?? result.Scenario.Title)} |\n"
            );
        }

        Failures(text, summary);
        Transcripts(text, summary);
        return text.ToString();
    }

    /// <summary>One word.</summary>
    public static string Outcome(ScenarioResult result) =>
        result switch
        {
            { Skipped: not null } => "skipped",
            { Passed: true } => "passed",
            _ => "failed",
        };

    private static void Failures(StringBuilder text, SuiteSummary summary)
    {
        foreach (var shortfall in summary.Shortfalls)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**Below threshold:** {shortfall}\n");
        }

        foreach (var result in summary.Results.Where(static r => r is { Passed: false, Skipped: null }))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {result.Scenario.Id}\n\n");
            foreach (var failure in result.Failures)
            {
                text.Append(CultureInfo.InvariantCulture, $"- {failure.ReplaceLineEndings(" ")}\n");
            }

            if (result.Turns is [.., { Reply.TraceId: { } trace }])
            {
                text.Append(CultureInfo.InvariantCulture, $"- trace `{trace}`\n");
            }
        }
    }

    private static void Transcripts(StringBuilder text, SuiteSummary summary)
    {
        text.Append("\n## Transcripts\n");
        foreach (var result in summary.Results.Where(static r => r.Turns.Count > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n<details><summary>{result.Scenario.Id}</summary>\n\n");
            foreach (var (said, reply, _) in result.Turns)
            {
                var scores = string.Join(
                    ", ",
                    (reply.Scores ?? new Dictionary<string, double>()).Select(static s =>
                        string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value:0.00}")
                    )
                );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"**User:** {said}\n\n{Quote($"{reply.Content}{reply.BlockReason}{reply.Error}")}\n\n"
                );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"*{reply.Agent ?? "no agent"}, {reply.Route ?? "no route"}; tools: {string.Join(", ", reply.Tools)}; "
                        + $"{scores}; {reply.FirstTokenMs:0} ms; trace {reply.TraceId}*\n\n"
                );
            }

            text.Append("</details>\n");
        }
    }

    private static string Quote(string text) => "> " + text.ReplaceLineEndings("\n> ");

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
