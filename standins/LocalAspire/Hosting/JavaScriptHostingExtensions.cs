using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using LocalAspire.Recipes;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript applications.</summary>
public static class JavaScriptHostingExtensions
{
    /// <summary>A Vite application, run by npm; its packages are installed when they are missing or out of date.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model.</param>
    /// <param name="appDirectory">Where <c>package.json</c> lies, relative to the AppHost project.</param>
    /// <param name="runScriptName">The script that serves it. Default: <c>dev</c>.</param>
    public static IResourceBuilder<ViteAppResource> AddViteApp(
        this IDistributedApplicationBuilder builder, string name, string appDirectory, string runScriptName = "dev")
    {
        var directory = Path.GetFullPath(appDirectory, builder.AppHostDirectory);
        return builder.AddResource(new ViteAppResource(name, "npm", directory))
            .WithHttpEndpoint(env: "PORT")
            .WithEnvironment("NODE_ENV", "development")
            .WithAnnotation(new ProcessRecipeAnnotation(new ViteRecipe(directory, runScriptName)));
    }
}
