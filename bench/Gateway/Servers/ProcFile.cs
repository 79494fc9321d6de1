using System.Globalization;

namespace Gateway.Bench.Servers;

/// <summary>What the kernel knows about a process.</summary>
internal static class ProcFile
{
    // USER_HZ, the unit of /proc/PID/stat, is 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>Processor time so far, user and system, in seconds.</summary>
    public static double CpuSeconds(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture))
            / TicksPerSecond;
    }

    /// <summary>Resident memory now, in KiB.</summary>
    public static double ResidentKiB(int pid) => Status(pid, "VmRSS:");

    /// <summary>The most it ever was, in KiB.</summary>
    public static double PeakResidentKiB(int pid) => Status(pid, "VmHWM:");

    private static double Status(int pid, string name)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1],
            CultureInfo.InvariantCulture
        );
    }
}
