using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Switchboard.Dev;

/// <summary>A platform on ports and in a folder of its own, beside one that may be running.</summary>
internal static class IsolatedPlatform
{
    private const int KeptLines = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Starts it, hands out the gateway's address once it is healthy, and stops it. 1 when it does not become healthy.</summary>
    public static async Task<int> UseAsync(
        string repository,
        Action<string> tell,
        Func<string, Task<int>> use,
        CancellationToken cancellationToken
    )
    {
        var data = Directory.CreateTempSubdirectory("switchboard-").FullName;
        var gateway = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort()}");
        var lines = new Queue<string>();
        using var host = Tool.Start(
            Paths.DotNet,
            [
                Paths.Assembly(repository, "AppHost"),
                "--Isolated=true",
                $"--DataFolder={data}",
                $"--GatewayPort={new Uri(gateway).Port}",
                "--environment=Development",
            ],
            repository,
            line => Keep(lines, line)
        );
        try
        {
            if (await IsHealthyAsync(gateway, host, cancellationToken))
            {
                return await use(gateway);
            }

            tell("The platform did not become healthy:");
            foreach (var line in lines)
            {
                tell($"  {line}");
            }

            return 1;
        }
        finally
        {
            await StopAsync(host);
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<bool> IsHealthyAsync(string gateway, Process host, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(gateway), Timeout = TimeSpan.FromSeconds(3) };
        var start = TimeProvider.System.GetTimestamp();
        while (!host.HasExited && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // It starts.
            }

            await Task.Delay(Interval, cancellationToken);
        }

        return false;
    }

    private static async Task StopAsync(Process host)
    {
        var tree = ProcessTable.Read().Tree(host.Id);
        if (!host.HasExited)
        {
            await Tool.RunAsync("kill", ["-TERM", host.Id.ToString(CultureInfo.InvariantCulture)], "/", CancellationToken.None);
        }

        if (!await Down.AreGoneAsync(tree, CancellationToken.None))
        {
            host.Kill(entireProcessTree: true);
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void Keep(Queue<string> lines, string line)
    {
        lines.Enqueue(line);
        if (lines.Count > KeptLines)
        {
            lines.Dequeue();
        }
    }
}
