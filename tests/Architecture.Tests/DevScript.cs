using System.Diagnostics;

namespace Architecture.Tests;

/// <summary>The help of the repository's script, which needs nothing built.</summary>
internal static class DevScript
{
    public static async Task<string> HelpAsync(string? command = null)
    {
        string[] arguments = command is null ? ["--help"] : [command, "--help"];
        using var process = Process.Start(
            new ProcessStartInfo("sh", [Path.Combine(Repository.Root.FullName, "dev"), .. arguments]) { RedirectStandardOutput = true }
        )!;
        var help = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return help;
    }
}
