using Services.Gateway.Errors;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>The event <c>error</c> as the workspace dialect has it: the request was not taken.</summary>
internal sealed class WorkspaceErrorEncoder : IErrorEncoder
{
    public static readonly WorkspaceErrorEncoder Instance = new();

    public void Send(SocketRequest request, GatewayError error) =>
        request.Socket.Emit(
            WorkspaceEvents.Error,
            new ChatError
            {
                SessionId = request.Echo("session_id"),
                Message = error.Message,
                ErrorType = "server_error",
                Code = error.Code,
                RetryAfterMs = error.RetryAfterMs,
                Timestamp = request.Now,
            },
            WorkspaceDialectJson.Default.ChatError
        );
}
