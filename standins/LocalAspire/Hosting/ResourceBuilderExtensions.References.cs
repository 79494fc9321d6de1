using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Injects <c>ConnectionStrings__NAME</c>.</summary>
    /// <param name="builder">Who gets it.</param>
    /// <param name="source">What it leads to.</param>
    /// <param name="connectionName">Default: the name of the source.</param>
    /// <param name="optional">Without effect here: every connection string is known.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment =>
        builder
            .WithAnnotation(new ResourceRelationshipAnnotation(source.Resource, "Reference"))
            .WithEnvironment(context =>
                context.EnvironmentVariables[$"ConnectionStrings__{connectionName ?? source.Resource.Name}"] = source.Resource);

    /// <summary>
    /// Injects the addresses of all endpoints of all replicas: <c>services__NAME__ENDPOINT__N</c>, and the first as <c>NAME_ENDPOINT</c>.
    /// </summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment =>
        builder
            .WithAnnotation(new ResourceRelationshipAnnotation(source.Resource, "Reference"))
            .WithEnvironment(context =>
            {
                foreach (var endpoint in source.Resource.Annotations.OfType<EndpointAnnotation>())
                {
                    AddAddresses(context.EnvironmentVariables, source.Resource.Name, endpoint);
                }
            });

    /// <summary>Injects the addresses of one endpoint.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment =>
        builder
            .WithAnnotation(new ResourceRelationshipAnnotation(endpointReference.Resource, "Reference"))
            .WithEnvironment(context =>
            {
                var name = endpointReference.EndpointName;
                var endpoint = endpointReference.Resource.Annotations.OfType<EndpointAnnotation>().First(e => e.Name == name);
                AddAddresses(context.EnvironmentVariables, endpointReference.Resource.Name, endpoint);
            });

    private static void AddAddresses(Dictionary<string, object> variables, string resource, EndpointAnnotation endpoint)
    {
        for (var replica = 0; replica < endpoint.Allocations.Count; replica++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"services__{resource}__{endpoint.Name}__{replica}");
            variables[key] = endpoint.Allocations[replica].UriString;
        }

        if (endpoint.AllocatedEndpoint is { } first)
        {
            variables[$"{VariableName(resource)}_{VariableName(endpoint.Name)}"] = first.UriString;
        }
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();
}
