using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Runs an npm script after installing the packages if need be.</summary>
internal sealed class ViteRecipe(string directory, string script) : IProcessRecipe
{
    private const string Stamp = ".localaspire-lock-hash";

    // Two platforms in one clone (an 'up' and a test run) must not install at the same time.
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(5);

    public string ResourceType => "ViteApp";

    public async Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(directory, "package.json")))
        {
            throw new DistributedApplicationException($"There is no package.json in {directory}.");
        }

        await InstallAsync(context, cancellationToken);
        var http = context.Endpoints["http"];
        return Npm(context,
        [
            "run", script, "--",
            "--host", http.Address, "--port", http.Port.ToString(CultureInfo.InvariantCulture), "--strictPort", .. context.Arguments,
        ]);
    }

    private async Task InstallAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        using var exclusive = await LockAsync(cancellationToken);
        var lockFile = Path.Combine(directory, "package-lock.json");
        var wanted = HashOf(File.Exists(lockFile) ? lockFile : Path.Combine(directory, "package.json"));
        var stamp = Path.Combine(directory, "node_modules", Stamp);
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp, cancellationToken) == wanted)
        {
            return;
        }

        context.Log("Installing the npm packages.");
        var plan = Npm(context, [File.Exists(lockFile) ? "ci" : "install", "--no-audit", "--no-fund"]);
        // With NODE_ENV=production npm would leave out what the script is made of.
        plan = plan with { Environment = new Dictionary<string, string>(plan.Environment) { ["NODE_ENV"] = "development" } };
        if (await Tool.RunAsync(plan, context.Log, cancellationToken) is var code and not 0)
        {
            throw new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"npm ended with exit code {code}; its output is in the log."));
        }

        await File.WriteAllTextAsync(stamp, wanted, cancellationToken);
    }

    private LaunchPlan Npm(LaunchContext context, IReadOnlyList<string> arguments) => new()
    {
        FileName = Programs.Require("npm"),
        Arguments = arguments,
        WorkingDirectory = directory,
        Environment = context.Environment,
        SignalsGroup = true,
    };

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(directory, ".npm-install.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (TimeProvider.System.GetElapsedTime(deadline) < InstallPatience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
