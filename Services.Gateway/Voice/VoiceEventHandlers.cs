using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Voice;

/// <summary>Voice messages as part of the session dialect: which event goes where.</summary>
internal sealed class VoiceEventHandlers(SocketRequestRunner requests, VoiceCommands voice) : ISocketEventHandlers
{
    public const string Send = "voice:send";

    public void Map(SocketIoNamespace ns) => ns.On(Send, requests.Handler(voice.SendAsync));
}
