using Services.Gateway.Calls;
using Services.Gateway.SocketIo;
using Services.Gateway.Voice;

namespace Services.Gateway.Dialects.Session;

/// <summary>The canonical vocabulary over Socket.IO: which event goes where.</summary>
internal sealed class SessionDialect(
    SocketRequests requests,
    SessionCommands sessions,
    IMessageSender sender,
    MessageCommands messages,
    TypingCommands typing,
    VoiceCommands voice,
    CallCommands calls
) : ISocketDialect
{
    public void Map(SocketIoNamespace ns) =>
        ns.On(SessionEvents.SessionCreate, requests.Handler(sessions.CreateAsync))
            .On(SessionEvents.SessionJoin, requests.Handler(sessions.JoinAsync))
            .On(SessionEvents.SessionLeave, requests.Handler(sessions.LeaveAsync))
            .On(SessionEvents.SessionEnd, requests.Handler(sessions.EndAsync))
            .On(SessionEvents.MessageSend, requests.Handler(sender.SendAsync))
            .On(SessionEvents.MessageCancel, requests.Handler(messages.CancelAsync))
            .On(SessionEvents.ApprovalRespond, requests.Handler(messages.AnswerApprovalAsync))
            .On(SessionEvents.TypingStart, requests.Handler(request => typing.Set(request, isTyping: true)))
            .On(SessionEvents.TypingStop, requests.Handler(request => typing.Set(request, isTyping: false)))
            .On(SessionEvents.VoiceSend, requests.Handler(voice.SendAsync))
            .On(CallEvents.Offer, requests.Handler(calls.OfferAsync))
            .On(CallEvents.Answer, requests.Handler(calls.AnswerAsync))
            .On(CallEvents.IceCandidate, requests.Handler(calls.CandidateAsync))
            .On(CallEvents.Hangup, requests.Handler(calls.HangupAsync));
}
