using Services.Gateway.Access.RateLimits;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Sessions;

/// <summary>The canonical dialect over Socket.IO: which event goes where.</summary>
internal sealed class SessionDialect(
    SessionCommands sessions,
    IMessageSendHandler sender,
    MessageCommands messages,
    HandoverCommands handovers,
    TypingCommands typing
) : ISocketEventHandlers
{
    public void Map(SocketCommands commands) =>
        commands
            .On(SessionEvents.SessionCreate, RequestKind.Beginning, sessions.CreateAsync)
            .On(SessionEvents.SessionJoin, RequestKind.Membership, sessions.JoinAsync)
            .On(SessionEvents.SessionLeave, RequestKind.Membership, sessions.LeaveAsync)
            .On(SessionEvents.SessionEnd, RequestKind.Membership, sessions.EndAsync)
            .On(SessionEvents.MessageSend, RequestKind.Message, sender.SendAsync)
            .On(SessionEvents.MessageCancel, RequestKind.Control, messages.CancelAsync)
            .On(SessionEvents.ApprovalRespond, RequestKind.Control, messages.AnswerApprovalAsync)
            .On(SessionEvents.HandoverRequest, RequestKind.Control, handovers.RequestAsync)
            .On(SessionEvents.HandoverClaim, RequestKind.Control, handovers.ClaimAsync)
            .On(SessionEvents.HandoverReturn, RequestKind.Control, handovers.ReturnAsync)
            .On(SessionEvents.TypingStart, RequestKind.Presence, request => typing.Set(request, isTyping: true))
            .On(SessionEvents.TypingStop, RequestKind.Presence, request => typing.Set(request, isTyping: false));
}
