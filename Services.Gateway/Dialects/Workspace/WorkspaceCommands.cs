using Microsoft.Extensions.Options;
using Services.Gateway.Cancellation;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Turns;

namespace Services.Gateway.Dialects.Workspace;

/// <summary><c>chat_message</c> and <c>cancel_message</c>.</summary>
internal sealed class WorkspaceCommands(
    WorkspaceSessions sessions,
    SessionDirectory directory,
    SocketSubscriptions subscriptions,
    SubscriptionLimit limit,
    WorkspaceEventEncoder encoder,
    TurnIntake intake,
    TurnCanceller canceller,
    IOptions<SessionLimitOptions> options
)
{
    private const int MaxWorkspaceId = 128;

    public async Task SendAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        if (!request.TryRead(WorkspaceDialectJson.Default.ChatMessageRequest, out var message))
        {
            return;
        }

        if (Check(message) is { } invalid)
        {
            request.Fail(invalid);
            return;
        }

        if (!(await sessions.FindAsync(request, message, cancellationToken)).TryGet(out var session, out var error))
        {
            request.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (limit.Check(request.Client, encoder, session.Id) is { } full)
        {
            request.Fail(full);
            return;
        }

        request.Client.Workspace = session.Id;
        await subscriptions.SubscribeAsync(request.Socket, session.Id, encoder, null, cancellationToken);
        var incoming = new IncomingMessage
        {
            Content = message.Message,
            ClientMessageId = message.ClientMessageId,
            ReceivedAt = request.ReceivedAt,
        };
        var refused = await intake.SubmitAsync(
            request.Caller,
            session,
            incoming,
            receipt =>
                request.Acknowledge(
                    new ChatResponse { SessionId = session.Id, MessageId = receipt.ReplyId },
                    WorkspaceDialectJson.Default.ChatResponse
                ),
            cancellationToken
        );
        if (refused is not null)
        {
            request.Fail(refused);
        }
    }

    /// <summary>Stops the reply in the session that is named, or in the one that the socket spoke in last.</summary>
    public async Task CancelAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        var id = request.Echo("session_id") ?? request.Client.Workspace?.ToString();
        if (id is null)
        {
            request.Fail(GatewayError.SessionNotFound with { Message = "Nothing was said here that could be cancelled." });
            return;
        }

        if (!(await directory.AuthoriseAsync(request.Caller, id, cancellationToken)).TryGet(out var session, out var error))
        {
            request.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        await canceller.CancelAsync(request.Caller, session, null, cancellationToken);
        request.Acknowledge(new ChatResponse { SessionId = session.Id }, WorkspaceDialectJson.Default.ChatResponse);
    }

    // What the session's first message must be is asked before there is a session.
    private GatewayError? Check(ChatMessageRequest message) =>
        message switch
        {
            { Message: var text } when string.IsNullOrWhiteSpace(text) || text.Length > options.Value.MaxMessageLength =>
                GatewayError.Invalid($"message must have 1 to {options.Value.MaxMessageLength} characters."),
            { RagType: not (null or "vector" or "graph") } => GatewayError.Invalid("rag_type must be vector or graph."),
            { WorkspaceId: { Length: 0 or > MaxWorkspaceId } } => GatewayError.Invalid(
                $"workspace_id must have 1 to {MaxWorkspaceId} characters."
            ),
            _ => TurnIntake.CheckClientMessageId(message.ClientMessageId),
        };
}
