using System.Diagnostics;

namespace Turns.Bench.Platform;

/// <summary>A folder with the platform's sources, from which it was started.</summary>
internal sealed class Checkout(string folder)
{
    /// <summary>The commit, shortened, and marked if files were changed; null without git.</summary>
    public async Task<string?> CommitAsync(CancellationToken cancellationToken)
    {
        var (code, commit) = await RunAsync("git", ["-C", folder, "rev-parse", "--short=7", "HEAD"], cancellationToken);
        if (code != 0)
        {
            return null;
        }

        var (_, changes) = await RunAsync("git", ["-C", folder, "status", "--porcelain", "--untracked-files=no"], cancellationToken);
        return changes.Length == 0 ? commit : $"{commit}, changed";
    }

    /// <summary>What runs.</summary>
    public async Task<PlatformStatus> StatusAsync(CancellationToken cancellationToken)
    {
        var script = Path.Combine(folder, "dev");
        if (!File.Exists(script))
        {
            throw new BenchException($"There is no '{script}'; --platform takes the folder of a checkout.");
        }

        var (_, json) = await RunAsync("sh", [script, "status", "--json"], cancellationToken);
        return PlatformStatus.Parse(json);
    }

    private static async Task<(int Code, string Output)> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken
    )
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, output.Trim());
    }
}
