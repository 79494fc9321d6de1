using Services.Gateway.Access.RateLimits;
using Services.Gateway.Requests;

namespace Services.Gateway.Calls;

/// <summary>Calls as part of the session dialect: which event goes where.</summary>
internal sealed class CallEventHandlers(CallCommands calls) : ISocketEventHandlers
{
    public void Map(SocketCommands commands) =>
        commands
            .On(CallEvents.Offer, RequestKind.Signal, calls.OfferAsync)
            .On(CallEvents.Answer, RequestKind.Signal, calls.AnswerAsync)
            .On(CallEvents.IceCandidate, RequestKind.Signal, calls.CandidateAsync)
            .On(CallEvents.Hangup, RequestKind.Signal, calls.HangupAsync);
}
