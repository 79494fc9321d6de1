using Services.Gateway.Access.RateLimits;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>The rooms dialect over Socket.IO: which event goes where.</summary>
internal sealed class RoomsDialect(RoomsCommands rooms, RoomsMessageCommands messages) : ISocketEventHandlers
{
    public void Map(SocketCommands commands) =>
        commands
            .On(RoomsEvents.JoinRoom, RequestKind.Membership, rooms.JoinAsync)
            .On(RoomsEvents.SendMessage, RequestKind.Message, messages.SendAsync)
            .On(RoomsEvents.TypingStart, RequestKind.Presence, request => rooms.Type(request, isTyping: true))
            .On(RoomsEvents.TypingStop, RequestKind.Presence, request => rooms.Type(request, isTyping: false));
}
