using System.Diagnostics;
using System.Globalization;
using AppHost.Processes;

namespace Switchboard.Testing.Servers;

/// <summary>A store or broker that runs for a test; it can be stopped and started again with its data.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private const int KeptLines = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly ServerProcess _server;
    private readonly Func<ServerProcess, CancellationToken, Task> _probe;
    private readonly Queue<string> _output = new();
    private Process? _process;

    internal RunningServer(ServerProcess server, Func<ServerProcess, CancellationToken, Task> probe)
    {
        _server = server;
        _probe = probe;
    }

    /// <summary>What clients connect with.</summary>
    public string ConnectionString => _server.ConnectionString ?? throw new InvalidOperationException("The server was never started.");

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _server.PrepareAsync(patience.Token);
        var info = new ProcessStartInfo("/bin/sh", ["-c", _server.CommandLine[0], _server.Name, .. _server.CommandLine.Skip(1)])
        {
            WorkingDirectory = _server.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in _server.Environment)
        {
            info.Environment[variable] = value;
        }

        _process = await ServerLauncher.StartAsync(info);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilItAnswersAsync(patience.Token);
    }

    /// <summary>Kills it. What it has on disk stays.</summary>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <summary>Asks it to stop, as the orchestrator does, and waits until it has.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> TerminateAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"{_server.Name} ended with {_process.ExitCode}: {Output()}");
            }

            try
            {
                await _probe(_server, cancellationToken);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                await WaitAsync(exception, cancellationToken);
            }
        }
    }

    private async Task WaitAsync(Exception last, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Interval, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_server.Name} does not answer within {Patience}: {last.Message} {Output()}", last);
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.Enqueue(line ?? "");
            if (_output.Count > KeptLines)
            {
                _output.Dequeue();
            }
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return string.Join('\n', _output);
        }
    }
}
