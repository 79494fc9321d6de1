using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.Bench.Reporting;

/// <summary>What the figures were measured on.</summary>
internal sealed record Machine(string Cpu, int Cores, int MemoryGiB, string Kernel, string DotNet, string Node, string Redis, bool IsBusy)
{
    public static Machine Read() =>
        new(
            Field("/proc/cpuinfo", "model name") is { Length: > 0 } model ? model : RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30)),
            string.Join('.', Environment.OSVersion.Version.ToString(3)),
            Environment.Version.ToString(),
            Ask("node", "--version").TrimStart('v'),
            Ask("redis-server", "--version").Split("v=")[^1].Split(' ')[0],
            double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) > 1
        );

    private static string Field(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";

    private static string Ask(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true })!;
        var answer = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return answer;
    }
}
