using Services.Contracts.Ids;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>typing:start</c> and <c>typing:stop</c>, for sessions that the socket is subscribed to.</summary>
internal sealed class TypingCommands(SessionEventEncoder encoder, TypingTracker typing)
{
    public void Set(SocketRequest context, bool isTyping)
    {
        if (!context.TryRead(SessionDialectJson.Default.SessionRequest, out var request))
        {
            return;
        }

        if (!SessionId.TryParse(request.SessionId, out var session))
        {
            context.Fail(GatewayError.Invalid("sessionId must be a UUID."));
            return;
        }

        if (context.Client.FindSubscription(encoder, session) is not { } subscription)
        {
            context.Fail(GatewayError.SessionAccessDenied with { Message = "Join the session first." });
            return;
        }

        if (isTyping)
        {
            typing.Start(session, subscription);
        }
        else
        {
            typing.Stop(session, subscription);
        }

        context.Acknowledge(new SessionResponse { SessionId = session, Timestamp = context.Now });
    }
}
