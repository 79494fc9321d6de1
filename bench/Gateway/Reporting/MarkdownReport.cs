using System.Text;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Reporting;

/// <summary>The committed report.</summary>
internal static class MarkdownReport
{
    public static string Write(string command, int runs, Machine machine, Cores cores, IReadOnlyList<ScenarioResult> results)
    {
        var text = new StringBuilder();
        var isSoak = results.All(static result => result.Scenario.IsSoak);
        text.Append(isSoak ? "# The gateway in the long run" : "# The gateway beside the npm socket.io server")
            .Append("\n\nWritten by\n\n    ")
            .Append(command)
            .Append("\n\n");
        text.Append($"{machine.Cores} cores ({machine.Cpu}), {machine.MemoryGiB} GiB, Linux {machine.Kernel}, .NET {machine.DotNet}, ");
        text.Append($"Node.js {machine.Node}, socket.io 4.8.4, Redis {machine.Redis}. ");
        text.Append($"The server runs alone on core {cores.Server}, the generator on core {cores.Load}, ");
        text.Append(
            cores.Redis == cores.Load
                ? "and Redis, which only the gateway has, shares the generator's core. "
                : $"and Redis, which only the gateway has, on core {cores.Redis}. "
        );
        text.Append("The gateway is production's pipeline with tokens checked and Redis attached (append-only file, synced once a second)");
        text.Append(
            isSoak
                ? ". "
                : $"; the peer has neither. Figures are medians of {runs} run{(runs == 1 ? "" : "s")}, each on a server started "
                    + $"for it, gateway and peer in turn. "
        );
        text.Append("The generator checks that everything arrives exactly once and in order; a run in which it does not is no result.\n");
        text.Append(machine.IsBusy ? "\nOther work ran on the machine meanwhile, which shows in the latencies first.\n" : "");
        foreach (var result in results)
        {
            text.Append($"\n## {result.Scenario.Title}\n\n{result.Scenario.Description}\n\n");
            text.Append("| ").AppendJoin(" | ", MetricRow.Headings).Append(" |\n|---|---:|---:|---:|---|---|\n");
            foreach (var row in result.Rows())
            {
                text.Append("| ").AppendJoin(" | ", row.Cells()).Append(" |\n");
            }

            foreach (var failure in result.Failures)
            {
                text.Append($"\nA run failed: {failure.ReplaceLineEndings(" ")}\n");
            }
        }

        return text.ToString();
    }
}
