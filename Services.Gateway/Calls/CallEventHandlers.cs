using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Calls;

/// <summary>Calls as part of the session dialect: which event goes where.</summary>
internal sealed class CallEventHandlers(SocketRequestRunner requests, CallCommands calls) : ISocketEventHandlers
{
    public void Map(SocketIoNamespace ns) =>
        ns.On(CallEvents.Offer, requests.Handler(calls.OfferAsync))
            .On(CallEvents.Answer, requests.Handler(calls.AnswerAsync))
            .On(CallEvents.IceCandidate, requests.Handler(calls.CandidateAsync))
            .On(CallEvents.Hangup, requests.Handler(calls.HangupAsync));
}
