using Aspire.Hosting.ApplicationModel;
using LocalAspire.Recipes;

namespace Aspire.Hosting;

/// <summary>Adds programs.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>A program.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model.</param>
    /// <param name="command">Looked for on the PATH when it has no folder.</param>
    /// <param name="workingDirectory">Relative to the AppHost project.</param>
    /// <param name="args">Its arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
    {
        var resource = new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory));
        return builder.AddResource(resource)
            .WithAnnotation(new ProcessRecipeAnnotation(new ExecutableRecipe(resource)))
            .WithArgs(args ?? []);
    }
}
