using Services.Contracts.Ids;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>typing:start</c> and <c>typing:stop</c>, for sessions that the socket follows.</summary>
internal sealed class TypingCommands(SessionVocabulary vocabulary, TypingTracker typing)
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

        if (!context.Client.Memberships.TryGetValue((vocabulary, session), out var membership))
        {
            context.Fail(GatewayError.SessionAccessDenied with { Message = "Join the session first." });
            return;
        }

        if (isTyping)
        {
            typing.Start(session, membership);
        }
        else
        {
            typing.Stop(session, membership);
        }

        context.Confirm(new SessionAnswer { SessionId = session, Timestamp = context.Now });
    }
}
