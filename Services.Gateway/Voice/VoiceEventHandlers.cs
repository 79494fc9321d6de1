using Services.Gateway.Access.RateLimits;
using Services.Gateway.Requests;

namespace Services.Gateway.Voice;

/// <summary>Voice messages as part of the session dialect: which event goes where.</summary>
internal sealed class VoiceEventHandlers(VoiceCommands voice) : ISocketEventHandlers
{
    public const string Send = "voice:send";

    public void Map(SocketCommands commands) => commands.On(Send, RequestKind.Message, voice.SendAsync);
}
