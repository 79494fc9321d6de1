using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Health;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an HTTP endpoint.</summary>
    /// <param name="builder">What listens.</param>
    /// <param name="port">The wished port; another is taken when it is in use.</param>
    /// <param name="targetPort">The port inside a container; here the process listens on the endpoint's own port.</param>
    /// <param name="name">Default: <c>http</c>.</param>
    /// <param name="env">The environment variable that tells the process its port.</param>
    /// <param name="isProxied">Without effect here: there is no proxy.</param>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool isProxied = true)
        where T : IResourceWithEndpoints =>
        builder.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, "http", name, port) { PortVariable = env });

    /// <summary>Changes an endpoint, or adds it when the resource has none of the name.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        var endpoint = builder.Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => e.Name == endpointName);
        if (endpoint is null && createIfNotExists)
        {
            endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            builder.WithAnnotation(endpoint);
        }

        if (endpoint is not null)
        {
            callback(endpoint);
        }

        return builder;
    }

    /// <summary>Marks the endpoints as meant for people: their addresses are printed.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.UriScheme is "http" or "https"))
        {
            endpoint.IsExternal = true;
        }

        return builder;
    }

    /// <summary>Names an endpoint of the resource.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints =>
        new(builder.Resource, name);

    /// <summary>The resource is healthy when a GET answers with the status code.</summary>
    /// <param name="builder">What is asked.</param>
    /// <param name="path">Default: <c>/</c>.</param>
    /// <param name="statusCode">Default: 200.</param>
    /// <param name="endpointName">Default: the first HTTP endpoint.</param>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints =>
        builder.WithAnnotation(new HealthProbeAnnotation(context => new HttpHealthProbe(context.Endpoint(endpointName), path ?? "/", statusCode ?? 200)));
}
