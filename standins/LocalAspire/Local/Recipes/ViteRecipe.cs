using System.Globalization;
using Aspire.Hosting;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Runs an npm script after installing the packages if need be.</summary>
internal sealed class ViteRecipe(string directory, string script) : IProcessRecipe
{
    public string ResourceType => "ViteApp";

    public Task InstallAsync(Action<string> log, CancellationToken cancellationToken) => NpmPackages.InstallAsync(directory, log, cancellationToken);

    public Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var http = context.Endpoints["http"];
        return Task.FromResult(new LaunchPlan
        {
            FileName = Programs.Require("npm"),
            Arguments =
            [
                "run", script, "--",
                "--host", context.BindAddress(http), "--port", http.Port.ToString(CultureInfo.InvariantCulture), "--strictPort", .. context.Arguments,
            ],
            WorkingDirectory = directory,
            Environment = context.Environment,
            SignalsGroup = true,
        });
    }
}
