using Services.Gateway.Feeds;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Sessions;

internal static class SessionDialectRegistration
{
    /// <summary>The session dialect.</summary>
    public static IServiceCollection AddSessionDialect(this IServiceCollection services)
    {
        services.AddSingleton<SessionEventEncoder>();
        services.AddSingleton<EventEncoder>(static provider => provider.GetRequiredService<SessionEventEncoder>());
        services.AddSingleton<SessionCommands>();
        services.AddSingleton<MessageCommands>();
        services.AddSingleton<HandoverCommands>();
        services.AddSingleton<IMessageSendHandler>(provider => provider.GetRequiredService<MessageCommands>());
        services.AddSingleton<TypingCommands>();
        services.AddSingleton<ISocketEventHandlers, SessionDialect>();
        return services;
    }
}
