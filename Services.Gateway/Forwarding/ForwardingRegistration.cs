using Services.Gateway.SocketIo;

namespace Services.Gateway.Forwarding;

internal static class ForwardingRegistration
{
    /// <summary>Several gateways behind any balancer.</summary>
    public static IServiceCollection AddForwarding(this IServiceCollection services)
    {
        services.AddOptions<ForwardingOptions>().BindConfiguration(ForwardingOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<InstanceDirectory>();
        services.AddSingleton<InstanceAddress>();
        services.AddHostedService<InstanceHeartbeat>();
        services.AddSingleton<ForwardingSignature>();
        services.AddSingleton<ForwardedRequestTransformer>();
        services.AddHttpForwarder();
        // It would log each session's id, and each client that leaves as a warning.
        services.AddLogging(static logging => logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error));
        services.AddSingleton<ISessionForwarder, EngineSessionForwarder>();
        return services;
    }

    /// <summary>
    /// Takes requests that other gateways passed on for what they were; goes before everything that asks who the client is.
    /// </summary>
    public static IApplicationBuilder UseForwardedRequests(this IApplicationBuilder app) => app.UseMiddleware<ForwardedRequestMiddleware>();
}
