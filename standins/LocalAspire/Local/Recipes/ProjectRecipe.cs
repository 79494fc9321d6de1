using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Runs a project's built assembly. The working directory is the project's, so that it finds its settings.</summary>
internal sealed class ProjectRecipe(IProjectMetadata project, LaunchProfile profile) : IProcessRecipe
{
    public string ResourceType => "Project";

    public Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var assembly = project is IProjectOutput output ? output.AssemblyPath : Conventional(project.ProjectPath);
        if (!File.Exists(assembly))
        {
            throw new DistributedApplicationException($"{assembly} is missing. Build the solution first.");
        }

        var environment = new Dictionary<string, string>(profile.Environment)
        {
            // ASP.NET Core keeps its data-protection keys here; in the home folder otherwise.
            ["LOCALAPPDATA"] = context.Folder,
        };
        if (context.Endpoints.TryGetValue("http", out var http))
        {
            environment["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://{context.BindAddress(http)}:{http.Port}");
        }

        foreach (var (name, value) in context.Environment)
        {
            environment[name] = value;
        }

        return Task.FromResult(new LaunchPlan
        {
            FileName = DotNet(),
            Arguments = [assembly, .. context.Arguments],
            WorkingDirectory = Path.GetDirectoryName(project.ProjectPath)!,
            Environment = environment,
        });
    }

    private static string Conventional(string projectPath)
    {
        var configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!;
        return Path.Combine(
            Path.GetDirectoryName(projectPath)!, "bin", configuration.Name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
            Path.ChangeExtension(Path.GetFileName(projectPath), ".dll"));
    }

    private static string DotNet() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host && File.Exists(host) ? host : Programs.Require("dotnet");
}

/// <summary>Metadata that also knows where the build puts the assembly.</summary>
public interface IProjectOutput
{
    /// <summary>Absolute.</summary>
    string AssemblyPath { get; }
}
