using LocalAspire.Processes;

namespace Switchboard.Dev;

/// <summary>Runs a program to its end; it and all it started go when this process goes.</summary>
internal static class Tool
{
    // Enough for a failing suite; a longer output keeps its end.
    private const int KeptLines = 2_000;

    public static async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        CancellationToken cancellationToken
    )
    {
        var output = new Queue<string>();
        var code = await LocalAspire.Processes.Tool.RunAsync(
            new LaunchPlan
            {
                FileName = program,
                Arguments = arguments,
                WorkingDirectory = directory,
            },
            line =>
            {
                lock (output)
                {
                    output.Enqueue(line);
                    if (output.Count > KeptLines)
                    {
                        output.Dequeue();
                    }
                }
            },
            cancellationToken
        );
        lock (output)
        {
            return (code, [.. output]);
        }
    }
}
