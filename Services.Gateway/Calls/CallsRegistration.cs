using Services.Gateway.Requests;

namespace Services.Gateway.Calls;

internal static class CallsRegistration
{
    /// <summary>Calls between members of a session.</summary>
    public static IServiceCollection AddCalls(this IServiceCollection services)
    {
        services.AddOptions<CallOptions>().BindConfiguration(CallOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallCommands>();
        services.AddSingleton<ISocketEventHandlers, CallEventHandlers>();
        return services;
    }
}
