using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Switchboard.Testing.Peers;

namespace Services.Gateway.Tests.Hosting;

/// <summary>A gateway in a process of its own, which a test can kill.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;

    private GatewayProcess(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<GatewayProcess> StartAsync(IEnumerable<string> settings)
    {
        var port = FreePort();
        string[] all =
        [
            $"urls=http://127.0.0.1:{port}",
            "environment=Development",
            "Logging:LogLevel:Default=Warning",
            $"Peers:Key={TestPeer.Gateway.PrivateKey}",
            .. settings,
        ];
        var assembly = Path.Combine(AppContext.BaseDirectory, "Services.Gateway.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. all.Select(static setting => $"--{setting}")]))!;
        var gateway = new GatewayProcess(process, port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                using var answer = await http.GetAsync("/alive", patience.Token);
                break;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        return gateway;
    }

    /// <summary>Ends it without a word, as kill -9 does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
