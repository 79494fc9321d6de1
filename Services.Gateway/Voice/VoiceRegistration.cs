using Microsoft.Extensions.Options;
using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Voice;

internal static class VoiceRegistration
{
    /// <summary>Voice messages.</summary>
    public static IServiceCollection AddVoice(this IServiceCollection services)
    {
        services
            .AddOptions<VoiceOptions>()
            .BindConfiguration(VoiceOptions.Section)
            .ValidateDataAnnotations()
            .Validate<IOptions<SocketIoOptions>>(static (voice, socketIo) => voice.Fits(socketIo.Value.MaxPayload), VoiceOptions.DoesNotFit)
            .ValidateOnStart();
        services.AddSingleton<VoiceCommands>();
        services.AddSingleton<ISocketEventHandlers, VoiceEventHandlers>();
        return services;
    }
}
