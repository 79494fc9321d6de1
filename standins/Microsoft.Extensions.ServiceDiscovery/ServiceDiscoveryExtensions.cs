using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets HTTP clients address services by name.</summary>
public static class ServiceDiscoveryExtensions
{
    /// <summary>Adds the resolver that reads <c>services:NAME:SCHEME:INDEX</c> from configuration.</summary>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        services.TryAddSingleton<ConfigurationEndpointResolver>();
        services.TryAddTransient<ResolvingHttpDelegatingHandler>();
        return services;
    }

    /// <summary>Resolves the host of each request of this client.</summary>
    public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder builder)
    {
        builder.Services.AddServiceDiscovery();
        return builder.AddHttpMessageHandler<ResolvingHttpDelegatingHandler>();
    }
}
