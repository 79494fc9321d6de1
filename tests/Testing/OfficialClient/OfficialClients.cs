using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Switchboard.Testing.OfficialClient;

/// <summary>
/// A node process with the official socket.io-client; holds any number of sockets. Installs the client from its lock file once.
/// </summary>
public sealed class OfficialClients : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "OfficialClient", "client");
    private static readonly Lazy<Task> Installed = new(() => NpmPackages.InstallAsync(Folder));

    private readonly Process _process;
    private readonly ConcurrentDictionary<string, OfficialSocket> _sockets = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private int _count;

    private OfficialClients(Process process) => _process = process;

    /// <summary>A folder where node finds the client.</summary>
    public static async Task<string> InstallAsync()
    {
        await Installed.Value;
        return Folder;
    }

    /// <summary>Starts the process.</summary>
    public static async Task<OfficialClients> StartAsync()
    {
        await Installed.Value;
        var process = Process.Start(
            new ProcessStartInfo("node", ["harness.mjs"])
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        var clients = new OfficialClients(process);
        process.OutputDataReceived += (_, line) => clients.Take(line.Data);
        process.BeginOutputReadLine();
        await clients._ready.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return clients;
    }

    /// <summary>A socket that connects to the default namespace; does not wait for it.</summary>
    public OfficialSocket Open(Uri url, object? auth = null, string path = "/socket.io/", object? options = null)
    {
        var socket = Add();
        Write(
            new
            {
                @do = "connect",
                socket = socket.Id,
                url = url.ToString(),
                path,
                auth = auth ?? new { },
                options = options ?? new { },
            }
        );
        return socket;
    }

    /// <summary>A socket in another namespace on the same connection.</summary>
    public OfficialSocket Join(OfficialSocket of, string ns, object? auth = null)
    {
        var socket = Add();
        Write(
            new
            {
                @do = "join",
                socket = socket.Id,
                of = of.Id,
                @namespace = ns,
                auth = auth ?? new { },
            }
        );
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    internal void Write(object command)
    {
        var line = JsonSerializer.Serialize(command);
        lock (_writing)
        {
            _process.StandardInput.WriteLine(line);
            _process.StandardInput.Flush();
        }
    }

    internal async Task<JsonElement> CallAsync(Func<int, object> command)
    {
        var call = Interlocked.Increment(ref _count);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[call] = answer;
        Write(command(call));
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private OfficialSocket Add()
    {
        var socket = new OfficialSocket(this, $"s{Interlocked.Increment(ref _count)}");
        _sockets[socket.Id] = socket;
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
            _sockets[(string)id!].Take((string)report["event"]!, JsonSerializer.SerializeToElement(report["args"]));
        }
        else if (report["call"] is { } call && _calls.TryRemove((int)call, out var waiting))
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
            _ready.TrySetResult();
        }
    }
}
