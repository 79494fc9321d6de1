using System.Diagnostics;

namespace AppHost.Processes;

/// <summary>Programs of this machine.</summary>
internal static class Programs
{
    // A user's PATH may leave these out.
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/local/bin", "/usr/bin", "/bin"];

    /// <summary>The program's path; null when it is not here.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(SystemFolders)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The program's path.</summary>
    /// <exception cref="DistributedApplicationException">It is not here; the message says what to do.</exception>
    public static string Require(string name) => Find(name) ?? throw Missing(name);

    /// <summary>What to throw for a program that is missing.</summary>
    public static DistributedApplicationException Missing(string name) =>
        new($"{name} is missing on this machine. './dev doctor' says how to install it; './dev up' does it on Debian.");

    /// <summary>Runs a program to its end, which takes a minute at most.</summary>
    /// <returns>The exit code and what it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            }
        )!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Whether a program ends well, and in time. For the few looks that are taken while the resources are named.</summary>
    public static bool Succeeds(IReadOnlyList<string> command, TimeSpan timeout)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        if (process.WaitForExit(timeout))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }
}
