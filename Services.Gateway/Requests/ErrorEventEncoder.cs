using Services.Gateway.Errors;

namespace Services.Gateway.Requests;

/// <summary>The event <c>error</c> with code and message, which the session dialect and the rooms dialect share.</summary>
internal sealed class ErrorEventEncoder : IErrorEncoder
{
    public static readonly ErrorEventEncoder Instance = new();

    public void Send(SocketRequest request, GatewayError error) =>
        request.Socket.Emit(
            ErrorEvent.Name,
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
            RequestsJson.Default.ErrorEvent
        );
}
