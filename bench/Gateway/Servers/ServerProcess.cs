using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Bench.Net;

namespace Gateway.Bench.Servers;

/// <summary>A server on a core of its own; it ends with this object.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Terminate = 15;
    private const int KeptLines = 40;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private ServerProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    /// <summary>Starts a program on a core.</summary>
    public static ServerProcess Start(Cores cores, int core, string directory, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(Affinity.StartOn(core, cores.Load, () => Process.Start(start)!));
    }

    /// <summary>A port that nobody listens on now.</summary>
    public static IPEndPoint FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    /// <summary>Tries until it works; throws with the server's output if it ends or takes too long.</summary>
    public T WaitFor<T>(Func<T?> attempt, TimeSpan patience) where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                if (attempt() is { } result)
                {
                    return result;
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or SocketException or TaskCanceledException or IOException)
            {
                // Not yet.
            }

            if (_process.HasExited || Stopwatch.GetElapsedTime(begun) > patience)
            {
                throw new BenchException($"{_process.StartInfo.FileName} did not become ready.\n{Output()}");
            }

            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _ = Libc.Kill(_process.Id, Terminate);
            if (!_process.WaitForExit(StopPatience))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit();
            }
        }

        _process.Dispose();
    }

    /// <summary>The last lines that it wrote.</summary>
    public string Output()
    {
        lock (_output)
        {
            return string.Join('\n', _output);
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null)
            {
                _output.Enqueue(line);
            }

            if (_output.Count > KeptLines)
            {
                _output.Dequeue();
            }
        }
    }
}
