using Microsoft.Extensions.Options;
using Services.Gateway.Calls;
using Services.Gateway.Delivery;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Dialects.Session;
using Services.Gateway.Dialects.Workspace;
using Services.Gateway.Recovery;
using Services.Gateway.SocketIo;
using Services.Gateway.Voice;

namespace Services.Gateway.Dialects;

internal static class DialectsRegistration
{
    /// <summary>The dialects over Socket.IO.</summary>
    public static IServiceCollection AddSocketDialects(this IServiceCollection services)
    {
        services.AddSingleton<SocketDialects>();
        services.AddSingleton<RequestDeadlines>();
        services.AddSingleton<SocketRequests>();
        services.AddSingleton<Following>();
        services.AddSingleton<FollowLimit>();
        services.AddRecovery();
        services.AddSessionDialect();
        services.AddRoomsDialect();
        services.AddWorkspaceDialect();
        return services;
    }

    private static void AddRecovery(this IServiceCollection services)
    {
        services.AddOptions<RecoveryOptions>().BindConfiguration(RecoveryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RecoveryStore>();
        services.AddSingleton<SocketRecovery>();
        services.AddHostedService(provider => provider.GetRequiredService<SocketRecovery>());
    }

    private static void AddVocabulary<T>(this IServiceCollection services)
        where T : Vocabulary
    {
        services.AddSingleton<T>();
        services.AddSingleton<Vocabulary>(static provider => provider.GetRequiredService<T>());
    }

    private static void AddSessionDialect(this IServiceCollection services)
    {
        services.AddVocabulary<SessionVocabulary>();
        services.AddSingleton<SessionCommands>();
        services.AddSingleton<MessageCommands>();
        services.AddSingleton<IMessageSender>(provider => provider.GetRequiredService<MessageCommands>());
        services.AddSingleton<TypingCommands>();
        services
            .AddOptions<VoiceOptions>()
            .BindConfiguration(VoiceOptions.Section)
            .ValidateDataAnnotations()
            .Validate<IOptions<SocketIoOptions>>(static (voice, socketIo) => voice.Fits(socketIo.Value.MaxPayload), VoiceOptions.DoesNotFit)
            .ValidateOnStart();
        services.AddSingleton<VoiceCommands>();
        services.AddOptions<CallOptions>().BindConfiguration(CallOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallCommands>();
        services.AddSingleton<ISocketDialect, SessionDialect>();
    }

    private static void AddRoomsDialect(this IServiceCollection services)
    {
        services.AddOptions<RoomsOptions>().BindConfiguration(RoomsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<RoomRelay>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomRelay>());
        services.AddVocabulary<RoomsVocabulary>();
        services.AddSingleton<RoomBroadcast>();
        services.AddSingleton<RoomTurns>();
        services.AddSingleton<RoomsCommands>();
        services.AddSingleton<RoomMessages>();
        services.AddSingleton<ISocketDialect, RoomsDialect>();
    }

    private static void AddWorkspaceDialect(this IServiceCollection services)
    {
        services.AddVocabulary<WorkspaceVocabulary>();
        services.AddSingleton<WorkspaceSessions>();
        services.AddSingleton<WorkspaceCommands>();
        services.AddSingleton<ISocketDialect, WorkspaceDialect>();
    }
}
