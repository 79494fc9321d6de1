using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Sessions;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.SessionNotices;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Validation;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>session:create</c>, <c>session:join</c>, <c>session:leave</c>, <c>session:end</c>.</summary>
internal sealed class SessionCommands(
    SessionDirectory directory,
    SocketSubscriptions subscriptions,
    SubscriptionLimit limit,
    SessionEventEncoder encoder,
    SessionNotifier notifier,
    ISessionEventLog log,
    RateLimiter limiter,
    IOptions<SessionLimitOptions> options
)
{
    public async Task CreateAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.CreateSessionRequest, out var request))
        {
            return;
        }

        var topic = request.Topic?.Trim();
        if (topic is { Length: 0 } || topic?.Length > options.Value.MaxTopicLength)
        {
            context.Fail(GatewayError.Invalid($"topic must have 1 to {options.Value.MaxTopicLength} characters."));
            return;
        }

        if (!ClientMetadata.TryRead(request.Metadata, options.Value.MaxMetadataBytes, out var metadata))
        {
            context.Fail(ClientMetadata.Error(options.Value.MaxMetadataBytes));
            return;
        }

        if (PolicyOf(request.Policy) is not { } policy)
        {
            context.Fail(GatewayError.Invalid("policy must be queue, interrupt or reject."));
            return;
        }

        if (CheckLimit(context, null) is { } full)
        {
            context.Fail(full);
            return;
        }

        if (
            !(await directory.CreateAsync(context.Caller, topic ?? "", metadata, policy, cancellationToken)).TryGet(
                out var session,
                out var error
            )
        )
        {
            context.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        await SubscribeAsync(context, session.Id, null, cancellationToken);
        context.Respond(
            SessionEvents.SessionCreated,
            new SessionCreatedResponse
            {
                SessionId = session.Id,
                Topic = session.Topic,
                Status = EnumNames.Of(session.Status),
                Metadata = SessionSummary.MetadataOf(session),
                CreatedAt = session.CreatedAt.UtcDateTime,
            },
            SessionDialectJson.Default.SessionCreatedResponse
        );
        notifier.Publish(session, context.Socket);
    }

    public async Task JoinAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.SessionRequest, out var request))
        {
            return;
        }

        if (request.AfterSeq < 0)
        {
            context.Fail(GatewayError.Invalid("afterSeq must not be negative."));
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            context.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (CheckLimit(context, session.Id) is { } full)
        {
            context.Fail(full);
            return;
        }

        if (request.AfterSeq is not null && await limiter.TakeReplayAsync(context.Caller, cancellationToken) is { } wait)
        {
            context.Fail(GatewayError.RateLimited(wait));
            return;
        }

        var answer = new SessionResponse
        {
            SessionId = session.Id,
            Metadata = SessionSummary.MetadataOf(session),
            Timestamp = context.Now,
        };
        await SubscribeAsync(
            context,
            session.Id,
            request.AfterSeq,
            cancellationToken,
            offset => context.Socket.EmitAt(SessionEvents.SessionJoined, answer, RequestsJson.Default.SessionResponse, offset)
        );
        context.Acknowledge(answer);
    }

    public async Task LeaveAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.SessionRequest, out var request))
        {
            return;
        }

        if (!Contracts.Ids.SessionId.TryParse(request.SessionId, out var session))
        {
            context.Fail(GatewayError.Invalid("sessionId must be a UUID."));
            return;
        }

        await subscriptions.UnsubscribeAsync(context.Socket, session, encoder);
        context.Respond(
            SessionEvents.SessionLeft,
            new SessionResponse { SessionId = session, Timestamp = context.Now },
            RequestsJson.Default.SessionResponse
        );
    }

    public async Task EndAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(SessionDialectJson.Default.SessionRequest, out var request))
        {
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            context.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (!SessionRights.MayEnd(context.Caller, session))
        {
            context.Fail(GatewayError.SessionAccessDenied with { Message = "Only who opened the room and staff may end it." });
            return;
        }

        if (!await directory.EndAsync(session.Id, cancellationToken))
        {
            context.Fail(GatewayError.SessionEnded);
            return;
        }

        notifier.Publish(session with { Status = SessionStatus.Ended }, context.Socket);
        await log.AppendAsync(
            session.Id,
            [
                new SessionEndedEvent
                {
                    SessionId = session.Id,
                    Timestamp = context.Now,
                    Reason = SessionEndReason.Ended,
                },
            ],
            cancellationToken
        );
        var answer = new SessionResponse { SessionId = session.Id, Timestamp = context.Now };
        if (context.Client.FindSubscription(encoder, session.Id) is not null)
        {
            // The log brings session:ended to every member.
            context.Acknowledge(answer);
        }
        else
        {
            context.Respond(EventNames.SessionEnded, answer, RequestsJson.Default.SessionResponse);
        }
    }

    /// <summary>Null if the socket may subscribe to the session, which is null if it is yet to be made.</summary>
    public GatewayError? CheckLimit(SocketRequest context, Contracts.Ids.SessionId? session) =>
        limit.Check(context.Client, encoder, session);

    /// <summary>Makes the socket a member, and tells it who else is there; nothing happens if it is one.</summary>
    public async Task SubscribeAsync(
        SocketRequest context,
        Contracts.Ids.SessionId session,
        long? afterSeq,
        CancellationToken cancellationToken,
        Action<string?>? joined = null
    )
    {
        var (subscription, present) = await subscriptions.SubscribeAsync(
            context.Socket,
            session,
            encoder,
            afterSeq,
            cancellationToken,
            joined
        );
        if (present is not null)
        {
            subscription.SendPresent(present);
        }
    }

    private static ReplyPolicy? PolicyOf(string? name) =>
        name switch
        {
            null or "queue" => ReplyPolicy.Queue,
            "interrupt" => ReplyPolicy.Interrupt,
            "reject" => ReplyPolicy.Reject,
            _ => null,
        };
}
