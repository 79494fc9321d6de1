using AppHost.Local;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Operations;

/// <summary>What operators' commands share.</summary>
internal static class OperationsRegistration
{
    /// <summary>Makes the key that signs operators' requests; each service that takes any is given it.</summary>
    public static IResourceBuilder<ParameterResource> AddOperatorKey(this IDistributedApplicationBuilder builder, LocalState local)
    {
        var key = builder.AddSecret("operator-key", local, length: 64);
        builder.Services.AddSingleton(provider => new OperatorClient(key.Resource, provider.GetRequiredService<TimeProvider>()));
        return key;
    }
}
