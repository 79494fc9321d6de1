using System.Diagnostics;

namespace Switchboard.Dev;

/// <summary><c>down</c>: stops the running platform and waits until its last process is gone.</summary>
internal static class Down
{
    // Longer than the slowest graceful stop, on a machine that has other things to do: services, then stores, take seven seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(string repository, CancellationToken cancellationToken)
    {
        if (await AspireCli.FindAsync(repository, cancellationToken) is not { } host)
        {
            Console.WriteLine("The platform does not run.");
            return 0;
        }

        var status = await PlatformStatus.ReadAsync(repository, host, cancellationToken);
        int[] processes = [host.Pid, .. status.Resources.Select(resource => resource.Pid).OfType<int>()];
        await AspireCli.RunAsync(repository, ["stop"], cancellationToken);
        if (await AreGoneAsync(processes, cancellationToken))
        {
            Console.WriteLine("Stopped. The data stays in .data/.");
            return 0;
        }

        foreach (var pid in processes.Where(IsAlive))
        {
            using var process = Process.GetProcessById(pid);
            process.Kill(entireProcessTree: true);
        }

        Console.Error.WriteLine($"What did not stop within {Patience.TotalSeconds:0} s was killed.");
        return 1;
    }

    /// <summary>Waits for the processes to end; false when some still run after the longest wait.</summary>
    public static async Task<bool> AreGoneAsync(IReadOnlyList<int> processes, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (processes.Any(IsAlive))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                return false;
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return true;
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
