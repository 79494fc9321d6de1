using Services.Gateway.Delivery;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Sessions;

internal static class SessionDialectRegistration
{
    /// <summary>The session dialect.</summary>
    public static IServiceCollection AddSessionDialect(this IServiceCollection services)
    {
        services.AddSingleton<SessionVocabulary>();
        services.AddSingleton<Vocabulary>(static provider => provider.GetRequiredService<SessionVocabulary>());
        services.AddSingleton<SessionCommands>();
        services.AddSingleton<MessageCommands>();
        services.AddSingleton<IMessageSender>(provider => provider.GetRequiredService<MessageCommands>());
        services.AddSingleton<TypingCommands>();
        services.AddSingleton<ISocketDialect, SessionDialect>();
        return services;
    }
}
