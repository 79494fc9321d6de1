using System.Globalization;
using System.Text;
using Turns.Bench.Results;

namespace Turns.Bench.Reporting;

/// <summary>The committed report: before, after, and the ratios once there is an after.</summary>
internal static class MarkdownReport
{
    private const string Preamble = """
        A closed loop on a platform that runs: each customer has a connection and a session of their own, asks (four of ten about orders, three about products, two
        about refunds, one greets; nothing is changed), waits for the whole reply, thinks, and asks again; after ten turns in a new session. Times count from sending:
        until the callback (the message is durable), the first `message:chunk`, `message:complete`. No provider is
        called: the offline model answers, 15 ms before each word, and that pause is most of the time to completion.

        - **Coordinated omission.** Customers of a closed loop wait when the platform is slow, and send less meanwhile. Its bad moments are under-represented, and the
          high percentiles are kinder than those of people who come whenever they like. Compare two results of this bench; do not read a p99 as a promise.
        - **Unloaded** is one customer: the sum of the parts of a turn, without queueing. A run of it has few turns, so its p99 is its slowest.
        - **CPU** is user and system time of the processes that `./dev status --json` names, with their children, divided by the turns: what they do between turns is in
          it too, and is the larger part with one customer. The AppHost and its dashboard are not in it; they are in *other work*, with whatever else ran.
        - Services are what `./dev up` starts: debug builds. Generator, platform and stores share the machine's cores.

        """;

    public static string Write(BenchResult result, BenchResult? baseline)
    {
        var (before, after) = baseline is null ? (result, null) : (baseline, result);
        var text = new StringBuilder("# Whole turns on the running platform\n\n").Append(Preamble.ReplaceLineEndings("\n"));
        text.Append("\nTo compare another state of the platform with the one before:\n\n");
        text.Append("    Gateway__RateLimits__MessagesPerMinute=100000 Gateway__RateLimits__ConnectionsPerMinute=100000 ./dev up -d\n");
        text.Append("    ./dev bench turns --baseline=bench/Turns/baseline.json --report=bench/Turns/REPORT.md\n");
        Append(text, "Before", before);
        if (after is null)
        {
            text.Append("\n## After\n\nNot measured yet.\n");
            return text.ToString();
        }

        Append(text, "After", after);
        text.Append("\n## Ratios\n\nAfter divided by before.");
        text.Append(before.Settings == after.Settings ? "\n" : " **The two were measured with different settings.**\n");
        foreach (var level in after.Levels)
        {
            text.Append($"\n### {Table.Customers(level.Customers)}\n\n");
            Append(text, Table.Of(before.Levels.FirstOrDefault(other => other.Customers == level.Customers), level));
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, BenchResult result)
    {
        var settings = result.Settings;
        text.Append($"\n## {title}{(result.Commit is { } commit ? $": {commit}" : "")}\n\n    {result.Command}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{result.Date:yyyy-MM-dd}. {result.Machine}. ");
        text.Append(CultureInfo.InvariantCulture, $"Medians of {Runs(result)} ");
        text.Append(CultureInfo.InvariantCulture, $"of {settings.Duration:0.#} s after {settings.Warmup:0.#} s of warm-up, ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"{settings.Think:0.###} s between a reply and the next message, {result.Users} demo users.\n\n"
        );
        Append(text, Table.Of(result));
        foreach (var level in result.Levels)
        {
            if (Table.Errors(level) is { } errors)
            {
                text.Append($"\nErrors with {Table.Customers(level.Customers)}, all runs together: {errors}.\n");
            }

            foreach (var failure in level.Failures)
            {
                text.Append($"\nWith {Table.Customers(level.Customers)} a run failed: {failure.ReplaceLineEndings(" ")}\n");
            }
        }
    }

    private static string Runs(BenchResult result)
    {
        int[] counts = [.. result.Levels.Select(static level => level.Runs.Count).Distinct()];
        return $"{string.Join(" or ", counts)} run{(counts is [1] ? "" : "s")}";
    }

    private static void Append(StringBuilder text, IReadOnlyList<string[]> rows)
    {
        foreach (var (index, cells) in rows.Index())
        {
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
            if (index == 0)
            {
                text.Append("|---|").Insert(text.Length, "---:|", cells.Length - 1).Append('\n');
            }
        }
    }
}
