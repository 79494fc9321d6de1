using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Gateway.Bench.Net;

namespace Gateway.Bench.Servers;

/// <summary>
/// A server on a core of its own; it ends with this object, and with the bench however that goes: it leads a process group in which a
/// watcher reads from a pipe that only the bench holds open, as the processes of the platform's host do.
/// </summary>
internal sealed class ServerProcess : IDisposable
{
    private const int Terminate = 15;
    private const int Kill = 9;
    private const int KeptLines = 40;

    private const string Watched = """
        leader=$$
        exec 3<&0
        (
          trap '' TERM INT HUP QUIT
          read -r _ <&3
          kill -TERM "$leader" 2>/dev/null
          sleep 3
          kill -KILL -"$leader" 2>/dev/null
        ) >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly string _program;
    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private ServerProcess(string program, Process process)
    {
        _program = program;
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    /// <summary>Starts a program on a core.</summary>
    public static ServerProcess Start(
        Cores cores,
        int core,
        string directory,
        IReadOnlyDictionary<string, string> environment,
        params string[] command
    )
    {
        var start = new ProcessStartInfo("setsid", ["/bin/sh", "-c", Watched, "launch", .. command])
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

        return new ServerProcess(command[0], Affinity.StartOn(core, cores.Load, () => Process.Start(start)!));
    }

    /// <summary>A port that nobody listens on now.</summary>
    public static IPEndPoint FreeEndpoint()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    /// <summary>Tries until it works; throws with the server's output if it ends or takes too long.</summary>
    public T WaitFor<T>(Func<T?> attempt, TimeSpan patience)
        where T : class
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
                throw new BenchException($"{_program} did not become ready.\n{Output()}");
            }

            Thread.Sleep(50);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _ = Libc.Kill(_process.Id, Terminate);
            _process.WaitForExit(StopPatience);
        }

        // The watcher, and whatever would not stop; the group keeps its number as long as the watcher is in it.
        _ = Libc.Kill(-_process.Id, Kill);
        _process.WaitForExit();
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
