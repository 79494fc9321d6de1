namespace Services.Gateway.Requests;

internal static class RequestsRegistration
{
    /// <summary>How requests over Socket.IO are run.</summary>
    public static IServiceCollection AddSocketRequests(this IServiceCollection services)
    {
        services.AddSingleton<RequestDeadlines>();
        services.AddSingleton<SocketRequestRunner>();
        services.AddSingleton<SocketCommands>();
        return services;
    }
}
