using System.Globalization;
using Chaos.Faults;

namespace Chaos.Running;

/// <summary>What the processes have resident.</summary>
internal static class Memory
{
    private const string Resident = "VmRSS:";

    /// <summary>In MiB; a server with all its processes, whose shared pages count for each.</summary>
    public static IReadOnlyDictionary<string, long> Read(PlatformUnderFire platform) =>
        Target.All.ToDictionary(target => target.ToString(), target => platform.TreeOf(target).Sum(KiB) / 1024);

    private static long KiB(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/status")
                .FirstOrDefault(line => line.StartsWith(Resident, StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(line[Resident.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
