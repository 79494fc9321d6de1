using LocalAspire.Processes;
using LocalAspire.Recipes;

namespace LocalAspire.Tests.Support;

/// <summary>Runs a shell script in place of a project's assembly.</summary>
internal sealed class ScriptRecipe(string script) : IProcessRecipe
{
    public string ResourceType => "Project";

    public Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken) =>
        Task.FromResult(
            new LaunchPlan
            {
                FileName = "/bin/sh",
                Arguments = ["-c", script],
                WorkingDirectory = context.Folder,
                Environment = context.Environment,
            }
        );
}
