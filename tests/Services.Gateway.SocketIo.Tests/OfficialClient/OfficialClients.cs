using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Services.Gateway.SocketIo.Tests.OfficialClient;

/// <summary>A node process with the official socket.io-client; holds any number of sockets. Installs the client from its lock file once.</summary>
public sealed class OfficialClients : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "OfficialClient", "client");
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    private readonly Process process;
    private readonly ConcurrentDictionary<string, OfficialSocket> sockets = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> calls = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock writing = new();
    private int count;

    private OfficialClients(Process process) => this.process = process;

    /// <summary>Starts the process.</summary>
    public static async Task<OfficialClients> StartAsync()
    {
        await Installed.Value;
        var process = Process.Start(new ProcessStartInfo("node", ["harness.mjs"])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var clients = new OfficialClients(process);
        process.OutputDataReceived += (_, line) => clients.Take(line.Data);
        process.BeginOutputReadLine();
        await clients.ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return clients;
    }

    /// <summary>A socket that connects to the default namespace; does not wait for it.</summary>
    public OfficialSocket Open(Uri url, object? auth = null, string path = "/socket.io/", object? options = null)
    {
        var socket = Add();
        Write(new { @do = "connect", socket = socket.Id, url = url.ToString(), path, auth = auth ?? new { }, options = options ?? new { } });
        return socket;
    }

    /// <summary>A socket in another namespace on the same connection.</summary>
    public OfficialSocket Join(OfficialSocket of, string ns, object? auth = null)
    {
        var socket = Add();
        Write(new { @do = "join", socket = socket.Id, of = of.Id, @namespace = ns, auth = auth ?? new { } });
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    internal void Write(object command)
    {
        var line = JsonSerializer.Serialize(command);
        lock (writing)
        {
            process.StandardInput.WriteLine(line);
            process.StandardInput.Flush();
        }
    }

    internal async Task<JsonElement> CallAsync(Func<int, object> command)
    {
        var call = Interlocked.Increment(ref count);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls[call] = answer;
        Write(command(call));
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static async Task InstallAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            return;
        }

        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--silent", "--no-audit", "--no-fund"]) { WorkingDirectory = Folder })!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode}.");
        }
    }

    private OfficialSocket Add()
    {
        var socket = new OfficialSocket(this, $"s{Interlocked.Increment(ref count)}");
        sockets[socket.Id] = socket;
        return socket;
    }

    private void Take(string? line)
    {
        if (line is null || JsonNode.Parse(line) is not JsonObject report)
        {
            return;
        }

        if (report["socket"] is { } id)
        {
            sockets[(string)id!].Take((string)report["event"]!, JsonSerializer.SerializeToElement(report["args"]));
        }
        else if (report["call"] is { } call && calls.TryRemove((int)call, out var waiting))
        {
            if (report["error"] is { } error)
            {
                waiting.TrySetException(new TimeoutException((string)error!));
            }
            else
            {
                waiting.TrySetResult(JsonSerializer.SerializeToElement(report["answer"]));
            }
        }
        else
        {
            ready.TrySetResult();
        }
    }
}
