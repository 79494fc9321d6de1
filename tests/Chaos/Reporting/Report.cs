using System.Globalization;
using System.Text;
using System.Text.Json;
using Chaos.Audit;

namespace Chaos.Reporting;

/// <summary>The results of all runs together, in Markdown, with the lines that they are of beside it.</summary>
internal static class Report
{
    public const string Markdown = "REPORT.md";
    public const string Lines = "runs.jsonl";

    // The order in which people ask for them.
    private static readonly string[] Processes =
    [
        "gateway",
        "orchestrator",
        "agents",
        "guardrails",
        "evals",
        "redis",
        "rabbitmq",
        "postgres",
    ];

    /// <summary>Writes both files; the report's path.</summary>
    public static string Write(string folder, IReadOnlyList<EpisodeResult> results)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(
            Path.Combine(folder, Lines),
            results.Select(result => JsonSerializer.Serialize(result, RecordJson.Default.EpisodeResult))
        );
        var path = Path.Combine(folder, Markdown);
        File.WriteAllText(path, Of(results));
        return path;
    }

    public static string Of(IReadOnlyList<EpisodeResult> results)
    {
        var text = new StringBuilder();
        text.AppendLine("# Faults among customers").AppendLine();
        text.AppendLine(Introduction).AppendLine();
        text.AppendLine("## What was found").AppendLine();
        Totals(text, results);
        text.AppendLine().AppendLine("## Seconds to the next good turn").AppendLine();
        text.AppendLine(Recovery).AppendLine();
        RecoveryTable(text, results);
        text.AppendLine().AppendLine("## Growth").AppendLine();
        Growth(text, results);
        text.AppendLine().AppendLine("## Runs").AppendLine();
        Runs(text, results);
        return text.ToString();
    }

    private const string Introduction = """
        `./dev test --chaos` starts a platform of its own with two gateways and two workers. Customers converse there over the official
        client, plain WebSockets and server-sent events: they ask, ask several things at once, have orders changed (by button and by a
        typed yes), stop replies, and lose their connections in the middle of them. Meanwhile one or two processes at a time are killed,
        paused, slowed down, or a store is full, read-only, locked, silent or refuses. After each episode everything that clients saw is
        compared with the session's log, the stored messages, the tools' records and the business data ([decision
        180](../../docs/decisions/0180-chaos-audits-what-clients-saw.md)). This file is written by the command; each line of
        [runs.jsonl](runs.jsonl) is an episode.
        """;

    private const string Recovery = """
        Four customers are connected, two to each gateway, before something goes wrong. All ask in the moment of the kill, or in the
        moment in which what lasted is over; this is the time until the last of them has a whole reply, which takes a second without any
        fault. Only faults that were alone count. The machine had other work: the times are upper bounds.
        """;

    private static void Totals(StringBuilder text, IReadOnlyList<EpisodeResult> results)
    {
        var faults = results.SelectMany(result => result.Faults).ToList();
        Row(text, "|  |  |");
        Row(text, "|---|---:|");
        Row(text, $"| kills | {faults.Count(fault => fault.Kind == "kill")} |");
        Row(text, $"| other faults | {faults.Count(fault => fault.Kind != "kill")} |");
        Row(text, $"| minutes | {results.Sum(result => result.Seconds) / 60:0} |");
        Row(text, $"| sessions | {results.Sum(result => result.Sessions)} |");
        Row(text, $"| acknowledged turns | {results.Sum(result => result.Accepted)} |");
        foreach (var ending in results.SelectMany(result => result.Endings).GroupBy(ending => ending.Key).OrderBy(group => group.Key))
        {
            Row(text, $"| – ended as {ending.Key} | {ending.Sum(one => one.Value)} |");
        }

        Row(text, $"| messages that nobody took for two minutes | {results.Sum(result => result.Refused)} |");
        Row(text, $"| changes that were agreed to | {results.Sum(result => result.Agreed)} |");
        Row(text, $"| – done | {results.Sum(result => result.Done)} |");
        Row(text, $"| pieces of replies that clients got | {results.Sum(result => result.Pieces)} |");
        foreach (var kind in Enum.GetValues<FindingKind>())
        {
            Row(text, $"| {Name(kind)} | {results.Sum(result => result.Findings.Count(finding => finding.Kind == kind))} |");
        }
    }

    private static void RecoveryTable(StringBuilder text, IReadOnlyList<EpisodeResult> results)
    {
        Row(text, "| process | fault | times | median | p95 | longest |");
        Row(text, "|---|---|---:|---:|---:|---:|");
        var groups = results
            .SelectMany(result => result.Faults)
            .Where(fault => fault.IsAlone)
            .GroupBy(fault => (Process: fault.Target.Split(' ')[0], fault.Kind))
            .OrderBy(group => Array.IndexOf(Processes, group.Key.Process))
            .ThenBy(group => group.Key.Kind != "kill")
            .ThenBy(group => group.Key.Kind, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var times = group.Select(fault => fault.Recovery).OfType<double>().Order().ToList();
            Row(
                text,
                $"| {group.Key.Process} | {group.Key.Kind} | {group.Count()} | {At(times, 0.5)} | {At(times, 0.95)} | {At(times, 1)} |"
            );
        }
    }

    private static void Growth(StringBuilder text, IReadOnlyList<EpisodeResult> results)
    {
        Row(text, "Resident memory after the first and after the last episode of the longest run, in MiB; what was killed has begun anew.");
        text.AppendLine();
        var run = results.GroupBy(result => (result.Commit, result.Seed)).MaxBy(group => group.Count())!.OrderBy(r => r.Episode).ToList();
        Row(text, "| process | first | last | most |");
        Row(text, "|---|---:|---:|---:|");
        foreach (var process in run[0].MemoryMiB.Keys)
        {
            var sizes = run.Select(result => result.MemoryMiB.GetValueOrDefault(process)).ToList();
            Row(text, $"| {process} | {sizes[0]} | {sizes[^1]} | {sizes.Max()} |");
        }

        text.AppendLine();
        var turns = run.Skip(1).Sum(result => result.Accepted);
        Row(text, $"Tables with their indices, in KiB, over the {turns} turns after the first episode of that run.");
        text.AppendLine();
        Row(text, "| table | first | last | bytes a turn |");
        Row(text, "|---|---:|---:|---:|");
        foreach (var (table, last) in run[^1].TablesKiB)
        {
            var first = run[0].TablesKiB.GetValueOrDefault(table);
            Row(text, $"| {table} | {first} | {last} | {(turns > 0 ? (last - first) * 1024 / turns : 0)} |");
        }
    }

    private static void Runs(StringBuilder text, IReadOnlyList<EpisodeResult> results)
    {
        Row(text, "| source | seed | episodes | kills | other faults | turns | findings |");
        Row(text, "|---|---:|---:|---:|---:|---:|---:|");
        foreach (var run in results.GroupBy(result => (result.Commit, result.Seed)))
        {
            var faults = run.SelectMany(result => result.Faults).ToList();
            Row(
                text,
                $"| {run.Key.Commit} | {run.Key.Seed} | {run.Count()} | {faults.Count(f => f.Kind == "kill")} | "
                    + $"{faults.Count(f => f.Kind != "kill")} | {run.Sum(r => r.Accepted)} | {run.Sum(r => r.Findings.Count)} |"
            );
        }

        foreach (var finding in results.SelectMany(result => result.Findings))
        {
            text.AppendLine();
            Row(text, $"- {Name(finding.Kind)}: {finding.Detail.ReplaceLineEndings(" ")}");
        }
    }

    private static string Name(FindingKind kind) =>
        kind switch
        {
            FindingKind.Lost => "lost",
            FindingKind.Doubled => "doubled",
            FindingKind.Missing => "missing events and pieces",
            FindingKind.Repeated => "repeated events and pieces",
            FindingKind.OutOfOrder => "out of order",
            FindingKind.Contradiction => "contradictions between words and deeds",
            FindingKind.DeadLetter => "dead letters",
            _ => "no good turn in two minutes, or not started again",
        };

    private static string At(List<double> sorted, double quantile) =>
        sorted.Count == 0
            ? "–"
            : sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Count) - 1)].ToString("0.0", CultureInfo.InvariantCulture);

    private static void Row(StringBuilder text, FormattableString row) => text.Append(FormattableString.Invariant(row)).Append('\n');

    private static void Row(StringBuilder text, string row) => text.Append(row).Append('\n');
}
