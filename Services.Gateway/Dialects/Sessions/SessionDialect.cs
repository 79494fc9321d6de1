using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Sessions;

/// <summary>The canonical dialect over Socket.IO: which event goes where.</summary>
internal sealed class SessionDialect(
    SocketRequestRunner requests,
    SessionCommands sessions,
    IMessageSendHandler sender,
    MessageCommands messages,
    HandoverCommands handovers,
    TypingCommands typing
) : ISocketEventHandlers
{
    public void Map(SocketIoNamespace ns) =>
        ns.On(SessionEvents.SessionCreate, requests.Handler(sessions.CreateAsync))
            .On(SessionEvents.SessionJoin, requests.Handler(sessions.JoinAsync))
            .On(SessionEvents.SessionLeave, requests.Handler(sessions.LeaveAsync))
            .On(SessionEvents.SessionEnd, requests.Handler(sessions.EndAsync))
            .On(SessionEvents.MessageSend, requests.Handler(sender.SendAsync))
            .On(SessionEvents.MessageCancel, requests.Handler(messages.CancelAsync))
            .On(SessionEvents.ApprovalRespond, requests.Handler(messages.AnswerApprovalAsync))
            .On(SessionEvents.HandoverRequest, requests.Handler(handovers.RequestAsync))
            .On(SessionEvents.HandoverClaim, requests.Handler(handovers.ClaimAsync))
            .On(SessionEvents.HandoverReturn, requests.Handler(handovers.ReturnAsync))
            .On(SessionEvents.TypingStart, requests.Handler(request => typing.Set(request, isTyping: true)))
            .On(SessionEvents.TypingStop, requests.Handler(request => typing.Set(request, isTyping: false)));
}
