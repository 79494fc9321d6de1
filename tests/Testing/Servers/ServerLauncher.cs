using System.Collections.Concurrent;
using System.Diagnostics;

namespace Switchboard.Testing.Servers;

/// <summary>
/// Starts processes from one thread that lives as long as this process: a server ends with the thread that started it, and a pool's thread
/// may end at any time.
/// </summary>
internal static class ServerLauncher
{
    private static readonly BlockingCollection<Action> Starts = [];

    static ServerLauncher() => new Thread(Run) { IsBackground = true, Name = "server launcher" }.Start();

    /// <summary>Starts a process; what it prints goes nowhere unless it is read.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo info)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception exception)
            {
                started.SetException(exception);
            }
        });
        return started.Task;
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
