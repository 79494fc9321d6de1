using System.Globalization;
using System.Runtime.InteropServices;

namespace Turns.Bench.Results;

/// <summary>What the figures were measured on.</summary>
internal sealed record Machine(string Cpu, int Cores, int MemoryGiB, string Kernel, string DotNet)
{
    public static Machine Read() =>
        new(
            File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[1]
                .Trim()
                ?? RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            (int)Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30)),
            Environment.OSVersion.Version.ToString(3),
            Environment.Version.ToString()
        );

    /// <summary>The load average of the last minute.</summary>
    public static double Load() => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    public override string ToString() => $"{Cores} core{(Cores == 1 ? "" : "s")} ({Cpu}), {MemoryGiB} GiB, Linux {Kernel}, .NET {DotNet}";
}
