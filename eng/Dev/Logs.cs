using LocalAspire.Control;
using Microsoft.Win32.SafeHandles;

namespace Switchboard.Dev;

/// <summary><c>logs NAME</c>: what a resource wrote; from the running host, otherwise from the log files of the last run.</summary>
internal static class Logs
{
    public static async Task<int> RunAsync(string repository, string name, bool follow, CancellationToken cancellationToken)
    {
        if (HostState.Read(Paths.Data(repository)) is { } state)
        {
            return await CopyAsync(state, name, follow, cancellationToken);
        }

        var folder = Path.Combine(Paths.Data(repository), "logs");
        var files =
            Directory.Exists(folder) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                ? Directory.GetFiles(folder, $"{name}*.log")
                : [];
        foreach (var line in files.Order(StringComparer.Ordinal).SelectMany(File.ReadLines))
        {
            Console.WriteLine(line);
        }

        if (files.Length == 0)
        {
            Console.Error.WriteLine($"The platform does not run, and there is no log of '{name}'.");
        }

        return files.Length == 0 ? 1 : 0;
    }

    private static async Task<int> CopyAsync(HostState state, string name, bool follow, CancellationToken cancellationToken)
    {
        using var client = new ControlClient(state);
        using var standardOutput = new SafeFileHandle(1, ownsHandle: false);
        // Unlike the console's stream it says when nobody reads any more.
        await using var output = new FileStream(standardOutput, FileAccess.Write, bufferSize: 0);
        try
        {
            return await client.CopyLogsAsync(name, follow, output, Console.Error, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
