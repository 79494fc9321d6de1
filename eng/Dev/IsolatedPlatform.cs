using System.Diagnostics;
using LocalAspire.Control;
using LocalAspire.Processes;

namespace Switchboard.Dev;

/// <summary>A platform on ports and in a folder of its own, beside one that may be running.</summary>
internal static class IsolatedPlatform
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(45);

    /// <summary>Starts it, hands out its status once it is healthy, and stops it. 1 when it does not become healthy.</summary>
    public static async Task<int> UseAsync(
        string repository,
        Action<string> progress,
        Func<PlatformStatus, Task<int>> use,
        CancellationToken cancellationToken
    )
    {
        var data = Directory.CreateTempSubdirectory("switchboard-").FullName;
        var lines = new Queue<string>();
        using var host = Launcher.Start(
            new LaunchPlan
            {
                FileName = Paths.DotNet,
                Arguments = [Paths.Assembly(repository, "AppHost"), "--LocalAspire:Isolated=true", $"--LocalAspire:DataFolder={data}"],
                WorkingDirectory = repository,
                Grace = StopTimeout,
            },
            (line, _) => Keep(lines, line)
        );
        try
        {
            using var process = Process.GetProcessById(host.Pid);
            var (failure, status) = await HostWait.UntilHealthyAsync(data, process, progress, cancellationToken);
            if (failure is null)
            {
                return await use(status!);
            }

            progress(failure);
            foreach (var line in lines)
            {
                progress(line);
            }

            return 1;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Keep(Queue<string> lines, string line)
    {
        lock (lines)
        {
            lines.Enqueue(line);
            if (lines.Count > 50)
            {
                lines.Dequeue();
            }
        }
    }
}
