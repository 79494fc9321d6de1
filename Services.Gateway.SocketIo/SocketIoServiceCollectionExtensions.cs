using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.EngineIo.Direct;

namespace Services.Gateway.SocketIo;

/// <summary>Registration of Socket.IO.</summary>
public static class SocketIoServiceCollectionExtensions
{
    /// <summary>Adds what <c>MapSocketIo</c> needs, and validates the settings when the application starts.</summary>
    public static IServiceCollection AddSocketIo(this IServiceCollection services, Action<SocketIoOptions>? configure = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConnectionLimits>();
        if (services.All(static known => known.ServiceType != typeof(DirectPipeline)))
        {
            services.AddSingleton<DirectPipeline>();
            services.AddSingleton<EngineServers>();
            services.AddHostedService(static provider => provider.GetRequiredService<EngineServers>());

            // The first filter is the outermost: no middleware is before it.
            services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, DirectStartupFilter>());
        }

        var options = services.AddOptions<SocketIoOptions>().ValidateDataAnnotations().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return services;
    }
}
