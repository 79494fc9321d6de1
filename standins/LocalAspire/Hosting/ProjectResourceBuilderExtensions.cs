using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Recipes;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>A project of the solution. Its first launch profile gives it its environment and, if it has an address, its endpoint.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var metadata = new TProject();
        var profile = LaunchProfile.Read(metadata.ProjectPath);
        var resource = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(metadata)
            .WithAnnotation(new ProcessRecipeAnnotation(new ProjectRecipe(metadata, profile)));
        return profile.Port is { } port
            ? resource.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "http", "http", port))
            : resource;
    }

    /// <summary>Runs the project as several processes, each with a port of its own.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        return builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
    }
}
