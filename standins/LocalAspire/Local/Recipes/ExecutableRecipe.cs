using Aspire.Hosting.ApplicationModel;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

internal sealed class ExecutableRecipe(ExecutableResource resource) : IProcessRecipe
{
    public string ResourceType => "Executable";

    public Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken) => Task.FromResult(new LaunchPlan
    {
        FileName = resource.Command.Contains('/', StringComparison.Ordinal) ? resource.Command : Programs.Require(resource.Command),
        Arguments = context.Arguments,
        WorkingDirectory = resource.WorkingDirectory,
        Environment = context.Environment,
    });
}
