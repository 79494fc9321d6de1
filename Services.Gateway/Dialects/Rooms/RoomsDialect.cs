using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>The rooms dialect over Socket.IO: which event goes where.</summary>
internal sealed class RoomsDialect(SocketRequestRunner requests, RoomsCommands rooms, RoomsMessageCommands messages) : ISocketEventHandlers
{
    public void Map(SocketIoNamespace ns) =>
        ns.On(RoomsEvents.JoinRoom, requests.Handler(rooms.JoinAsync))
            .On(RoomsEvents.SendMessage, messages.SendAsync)
            .On(RoomsEvents.TypingStart, requests.Handler(request => rooms.Type(request, isTyping: true)))
            .On(RoomsEvents.TypingStop, requests.Handler(request => rooms.Type(request, isTyping: false)));
}
