using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Conformance.Tests;

/// <summary>The gateway in its test mode, as a process of its own.</summary>
internal sealed class ConformanceServer : IAsyncDisposable
{
    private const int KeptLines = 200;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ConformanceServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Whether it has ended by itself.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last it wrote.</summary>
    public string Output => string.Join(Environment.NewLine, _output);

    /// <summary>Starts it; with further arguments, or as public suites expect it.</summary>
    public static async Task<ConformanceServer> StartAsync(params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var host = Path.Combine(AppContext.BaseDirectory, "Gateway.Host.dll");
        var process = Process.Start(
            new ProcessStartInfo("dotnet", [host, "--conformance", "--urls", address.ToString(), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var server = new ConformanceServer(process, address);
        await server.ReadyAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var start = Stopwatch.GetTimestamp();
        while (!HasExited && Stopwatch.GetElapsedTime(start) < StartTimeout)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/engine.io/?EIO=4&transport=polling", UriKind.Relative));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(RetryInterval);
            }
        }

        var output = Output;
        await DisposeAsync();
        throw new InvalidOperationException($"The gateway does not answer at {Address}:{Environment.NewLine}{output}");
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        while (_output.Count > KeptLines)
        {
            _output.TryDequeue(out _);
        }
    }
}
