using System.Diagnostics;

namespace Switchboard.Dev;

/// <summary>Runs a program to its end; on cancellation it ends with all that it started.</summary>
internal static class Tool
{
    // Enough for a failing suite; a longer output keeps its end.
    private const int KeptLines = 2_000;

    /// <summary>Its exit code, and what it printed.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        CancellationToken cancellationToken
    )
    {
        var output = new Queue<string>();
        var code = await RunAsync(
            program,
            arguments,
            directory,
            line =>
            {
                output.Enqueue(line);
                if (output.Count > KeptLines)
                {
                    output.Dequeue();
                }
            },
            cancellationToken
        );
        return (code, [.. output]);
    }

    /// <summary>Its exit code; each line is told when it comes, one after the other.</summary>
    public static async Task<int> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        using var process = Start(program, arguments, directory, tell);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts it and returns at once.</summary>
    public static Process Start(string program, IReadOnlyList<string> arguments, string directory, Action<string> tell)
    {
        var gate = new Lock();
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = directory,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += Received;
        process.ErrorDataReceived += Received;
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Received(object sender, DataReceivedEventArgs received)
        {
            if (received.Data is { } line)
            {
                lock (gate)
                {
                    tell(line);
                }
            }
        }
    }
}
