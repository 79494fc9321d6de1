using Services.Gateway.Dialects.Session;
using Services.Gateway.Json;

namespace Services.Gateway.Dialects;

/// <summary>The event <c>error</c> with code and message, which the session dialect and the rooms dialect share.</summary>
internal sealed class ErrorForm : IErrorForm
{
    public static readonly ErrorForm Instance = new();

    public void Tell(SocketRequest request, GatewayError error) =>
        request.Socket.Emit(
            SessionEvents.Error,
            new ErrorEvent
            {
                Code = error.Code,
                Message = error.Message,
                RetryAfterMs = error.RetryAfterMs,
                Event = request.Event,
                SessionId = request.Echo("sessionId"),
                ClientMessageId = request.Echo("clientMessageId"),
                ApprovalId = request.Echo("approvalId"),
            },
            GatewayJson.Default.ErrorEvent
        );
}
