using System.ComponentModel;
using System.Globalization;
using Gateway.Bench.Net;

namespace Gateway.Bench.Servers;

/// <summary>Which core runs what.</summary>
internal static class Affinity
{
    /// <summary>Moves this process with all its threads to a core.</summary>
    public static void PinSelf(int core)
    {
        foreach (var thread in Directory.GetDirectories("/proc/self/task"))
        {
            Pin(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), core);
        }
    }

    /// <summary>Runs what starts a process; it and all its threads stay on the core.</summary>
    public static T StartOn<T>(int core, int back, Func<T> start)
    {
        Pin(0, core);
        try
        {
            return start();
        }
        finally
        {
            Pin(0, back);
        }
    }

    private static void Pin(int thread, int core)
    {
        var mask = 1UL << core;
        if (Libc.SetAffinity(thread, sizeof(ulong), in mask) != 0)
        {
            throw new BenchException($"Core {core} cannot be used: {new Win32Exception().Message}.");
        }
    }
}
