using System.Globalization;

namespace Turns.Bench.Platform;

/// <summary>All processes at one moment, with the processor time that each has used so far.</summary>
internal sealed class ProcessTable
{
    // USER_HZ, the unit of /proc, is 100 on every architecture that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly Dictionary<int, ProcessStat> _processes;
    private readonly ILookup<int, int> _children;

    public ProcessTable(IEnumerable<ProcessStat> processes, double busySeconds = 0)
    {
        _processes = processes.ToDictionary(static process => process.Pid);
        _children = _processes.Values.ToLookup(static process => process.Parent, static process => process.Pid);
        BusySeconds = busySeconds;
    }

    /// <summary>What all cores have worked since the machine started, in seconds.</summary>
    public double BusySeconds { get; }

    public static ProcessTable Read() =>
        new(
            Directory.EnumerateDirectories("/proc").Select(static path => Stat(path)).OfType<ProcessStat>(),
            Busy(File.ReadLines("/proc/stat").First())
        );

    /// <summary>
    /// Processor time of a process and all below it, in seconds. What a process that has ended had used is its parent's from then on, so
    /// that the difference of two tables leaves nothing out.
    /// </summary>
    public double TreeSeconds(int pid) =>
        _processes.TryGetValue(pid, out var process) ? (process.Ticks / TicksPerSecond) + _children[pid].Sum(TreeSeconds) : 0;

    /// <summary>Whether it was there.</summary>
    public bool Has(int pid) => _processes.ContainsKey(pid);

    private static ProcessStat? Stat(string path)
    {
        try
        {
            return int.TryParse(Path.GetFileName(path), out _) ? ProcessStat.Parse(File.ReadAllText(Path.Combine(path, "stat"))) : null;
        }
        catch (IOException)
        {
            // Ended meanwhile.
            return null;
        }
    }

    // user nice system idle iowait irq softirq steal
    private static double Busy(string line)
    {
        var ticks = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Take(7)
            .Select(static field => long.Parse(field, CultureInfo.InvariantCulture))
            .ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond;
    }
}

/// <summary>A line of <c>/proc/PID/stat</c>.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Parent">Who started it.</param>
/// <param name="Ticks">User and system time, with that of its children that have ended.</param>
internal sealed record ProcessStat(int Pid, int Parent, long Ticks)
{
    // The name in parentheses may have blanks and parentheses itself.
    public static ProcessStat Parse(string line)
    {
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessStat(
            int.Parse(line[..line.IndexOf(' ')], CultureInfo.InvariantCulture),
            int.Parse(fields[1], CultureInfo.InvariantCulture),
            fields[11..15].Sum(static field => long.Parse(field, CultureInfo.InvariantCulture))
        );
    }
}
