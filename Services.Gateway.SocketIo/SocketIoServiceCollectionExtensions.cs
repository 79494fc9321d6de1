using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>Registration of Socket.IO.</summary>
public static class SocketIoServiceCollectionExtensions
{
    /// <summary>Adds what <c>MapSocketIo</c> needs, and validates the settings when the application starts.</summary>
    public static IServiceCollection AddSocketIo(this IServiceCollection services, Action<SocketIoOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectionLimits>();
        if (services.All(static known => known.ServiceType != typeof(EngineServers)))
        {
            services.AddSingleton<EngineEndpoints>();
            services.AddSingleton<EngineServers>();
            services.AddHostedService(static provider => provider.GetRequiredService<EngineServers>());
        }

        var options = services.AddOptions<SocketIoOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return services;
    }
}
