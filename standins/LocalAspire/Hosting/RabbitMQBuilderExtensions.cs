using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Health;
using LocalAspire.Recipes;

namespace Aspire.Hosting;

/// <summary>Adds RabbitMQ brokers.</summary>
public static class RabbitMQBuilderExtensions
{
    /// <summary>A RabbitMQ broker.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Also the name of the connection string.</param>
    /// <param name="userName">Default: <c>guest</c>.</param>
    /// <param name="password">Default: a generated one that is kept.</param>
    /// <param name="port">The wished port.</param>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null,
        int? port = null)
    {
        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreatePassword(builder, $"{name}-password");
        var resource = new RabbitMQServerResource(name, userName?.Resource, secret);
        return builder.AddResource(resource)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: RabbitMQServerResource.PrimaryEndpointName, port: port))
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: RabbitMqRecipe.DistributionEndpoint))
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, name: RabbitMqRecipe.PortMapperEndpoint))
            .WithAnnotation(new ProcessRecipeAnnotation(new RabbitMqRecipe(resource)))
            .WithAnnotation(new HealthProbeAnnotation(_ => new RabbitMqHealthProbe(resource)));
    }

    /// <summary>Keeps the data between runs. Here it always is kept, in the data folder.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) => builder;

    /// <summary>Serves the broker's web console.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder) =>
        builder.WithManagementPlugin(port: null);

    /// <inheritdoc cref="WithManagementPlugin(IResourceBuilder{RabbitMQServerResource})" />
    public static IResourceBuilder<RabbitMQServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMQServerResource> builder, int? port) =>
        builder.WithAnnotation(new EndpointAnnotation(
            ProtocolType.Tcp, "http", RabbitMQServerResource.ManagementEndpointName, port, isExternal: true));
}
