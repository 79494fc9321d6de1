using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Health;
using LocalAspire.Recipes;

namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>A Redis server with a password of its own.</summary>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, null);

    /// <param name="builder">The application.</param>
    /// <param name="name">Also the name of the connection string.</param>
    /// <param name="port">The wished port.</param>
    /// <param name="password">Default: a generated one that is kept.</param>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        var resource = new RedisResource(name, password?.Resource ?? ParameterResourceBuilderExtensions.CreatePassword(builder, $"{name}-password"));
        return builder.AddResource(resource)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: RedisResource.PrimaryEndpointName, port: port))
            .WithAnnotation(new ProcessRecipeAnnotation(new RedisRecipe(resource)))
            .WithAnnotation(new HealthProbeAnnotation(_ => new RedisHealthProbe(resource)));
    }

    /// <summary>Keeps the data between runs. Here it always is kept, in the data folder.</summary>
    public static IResourceBuilder<RedisResource> WithDataVolume(this IResourceBuilder<RedisResource> builder, string? name = null, bool isReadOnly = false) => builder;
}
