using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Installs the packages of an npm project when they are missing or the lock file has changed since.</summary>
internal static class NpmPackages
{
    private const string Stamp = ".lock-hash";

    // Two platforms in one clone (an 'up' and a test run) must not install at the same time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(200);

    public static async Task InstallAsync(string directory, Action<string> log, CancellationToken cancellationToken)
    {
        var manifest = Path.Combine(directory, "package.json");
        if (!File.Exists(manifest))
        {
            throw new DistributedApplicationException($"There is no package.json in {directory}.");
        }

        using var exclusive = await LockAsync(directory, cancellationToken);
        var lockFile = Path.Combine(directory, "package-lock.json");
        var hasLock = File.Exists(lockFile);
        var wanted = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(hasLock ? lockFile : manifest, cancellationToken)));
        var stamp = Path.Combine(directory, "node_modules", Stamp);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
        {
            return;
        }

        log("Installing the npm packages.");
        var plan = new LaunchPlan
        {
            FileName = Programs.Require("npm"),
            Arguments = [hasLock ? "ci" : "install", "--no-audit", "--no-fund"],
            WorkingDirectory = directory,
            // With NODE_ENV=production npm would leave out what the scripts are made of.
            Environment = new Dictionary<string, string> { ["NODE_ENV"] = "development" },
        };
        if (await Tool.RunAsync(plan, log, cancellationToken) is var code and not 0)
        {
            throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"npm ended with exit code {code}; its output is in the log."));
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }

    private static async Task<FileStream> LockAsync(string directory, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(directory, ".npm-install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(LockInterval, cancellationToken);
            }
        }
    }
}
