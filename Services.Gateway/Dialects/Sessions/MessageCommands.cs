using Services.Contracts.Ids;
using Services.Gateway.Cancellation;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Tracing;
using Services.Gateway.Turns;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>message:send</c>, <c>message:cancel</c>, <c>approval:respond</c>.</summary>
internal sealed class MessageCommands(
    SessionDirectory directory,
    SessionCommands sessions,
    SessionEventEncoder encoder,
    TurnIntake intake,
    TurnCanceller canceller,
    ApprovalAnswers answers,
    TypingTracker typing
) : IMessageSendHandler
{
    private const int MaxReasonLength = 1_000;

    public async Task SendAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.SendMessageRequest, out var request))
        {
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            context.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (sessions.CheckLimit(context, session.Id) is { } full)
        {
            context.Fail(full);
            return;
        }

        // Whoever asks gets the answer, joined or not.
        await sessions.SubscribeAsync(context, session.Id, null, cancellationToken);
        if (context.Client.FindSubscription(encoder, session.Id) is { } subscription)
        {
            typing.Stop(session.Id, subscription);
        }

        var incoming = new IncomingMessage
        {
            Content = request.Content,
            ClientMessageId = request.ClientMessageId,
            Mode = request.Mode,
            Metadata = request.Metadata,
            ReceivedAt = context.ReceivedAt,
        };
        var refused = await intake.SubmitAsync(
            context.Caller,
            session,
            incoming,
            receipt => context.Respond(SessionEvents.MessageAck, receipt, TurnsJson.Default.TurnReceipt),
            cancellationToken
        );
        if (refused is not null)
        {
            context.Fail(refused);
        }
    }

    public async Task CancelAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.CancelMessageRequest, out var request))
        {
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            context.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        MessageId? message = null;
        if (request.MessageId is not null)
        {
            if (!MessageId.TryParse(request.MessageId, out var parsed))
            {
                context.Fail(GatewayError.Invalid("messageId must be a UUID."));
                return;
            }

            message = parsed;
        }

        await canceller.CancelAsync(context.Caller, session, message, cancellationToken);
        context.Acknowledge(new SessionResponse { SessionId = session.Id, Timestamp = context.Now });
    }

    public async Task AnswerApprovalAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.AnswerApprovalRequest, out var request))
        {
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            context.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (
            !ApprovalId.TryParse(request.ApprovalId, out var approval)
            || request.Approved is not { } approved
            || request.Reason?.Length > MaxReasonLength
        )
        {
            context.Fail(
                GatewayError.Invalid($"approvalId must be a UUID, approved a boolean, reason at most {MaxReasonLength} characters.")
            );
            return;
        }

        if (session.IsEnded)
        {
            context.Fail(GatewayError.SessionEnded);
            return;
        }

        if (sessions.CheckLimit(context, session.Id) is { } full)
        {
            context.Fail(full);
            return;
        }

        await sessions.SubscribeAsync(context, session.Id, null, cancellationToken);
        var handed = await answers.AnswerAsync(context.Caller, session, approval, approved, request.Reason, cancellationToken);
        if (!handed.TryGet(out var answer, out var refused))
        {
            context.Fail(refused);
            return;
        }

        context.Acknowledge(
            new SessionResponse
            {
                SessionId = session.Id,
                ReplyId = answer.TurnId.ReplyId,
                Timestamp = context.Now,
            }
        );
    }
}
