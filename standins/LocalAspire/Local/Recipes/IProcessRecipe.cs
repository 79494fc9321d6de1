using Aspire.Hosting.ApplicationModel;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>Knows how a kind of resource is run as a process.</summary>
internal interface IProcessRecipe
{
    /// <summary>What a dashboard calls the kind.</summary>
    string ResourceType { get; }

    /// <summary>Fetches what the process needs and no other resource has a part in; done while it waits for them.</summary>
    Task InstallAsync(Action<string> log, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Prepares folders and configuration; called before each start of the process.</summary>
    Task<LaunchPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken);
}

/// <summary>Makes a resource run as a process.</summary>
internal sealed record ProcessRecipeAnnotation(IProcessRecipe Recipe) : IResourceAnnotation;
