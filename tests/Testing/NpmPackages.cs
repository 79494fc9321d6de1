using System.Diagnostics;

namespace Switchboard.Testing;

/// <summary>Installs what a lock file names, unless that was done since the file last changed.</summary>
public static class NpmPackages
{
    private const string Stamp = "installed-lock.json";

    /// <summary>Runs <c>npm ci</c> in the folder if need be. One folder belongs to one test project.</summary>
    public static async Task InstallAsync(string folder)
    {
        var wanted = Path.Combine(folder, "package-lock.json");
        var installed = Path.Combine(folder, "node_modules", Stamp);
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == await File.ReadAllTextAsync(wanted))
        {
            return;
        }

        using var npm = Process.Start(
            new ProcessStartInfo("npm", ["ci", "--silent", "--omit=dev", "--no-audit", "--no-fund"]) { WorkingDirectory = folder }
        )!;
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci ended with {npm.ExitCode} in {folder}.");
        }

        File.Copy(wanted, installed, overwrite: true);
    }
}
