using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Json;
using Services.Gateway.Sessions;

namespace Services.Gateway.Dialects.Session;

/// <summary><c>session:create</c>, <c>session:join</c>, <c>session:leave</c>, <c>session:end</c>.</summary>
internal sealed class SessionCommands(
    SessionDirectory directory,
    Following following,
    FollowLimit limit,
    SessionVocabulary vocabulary,
    ISessionEventLog log,
    IOptions<SessionLimits> options
)
{
    public async Task CreateAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(GatewayJson.Default.CreateSessionRequest, out var request))
        {
            return;
        }

        var topic = request.Topic?.Trim();
        if (string.IsNullOrEmpty(topic) || topic.Length > options.Value.MaxTopicLength)
        {
            context.Fail(GatewayError.Invalid($"topic must have 1 to {options.Value.MaxTopicLength} characters."));
            return;
        }

        if (!TryReadMetadata(request.Metadata, out var metadata))
        {
            context.Fail(GatewayError.Invalid($"metadata must be an object of at most {options.Value.MaxMetadataBytes} bytes."));
            return;
        }

        if (PolicyOf(request.Policy) is not { } policy)
        {
            context.Fail(GatewayError.Invalid("policy must be queue, interrupt or reject."));
            return;
        }

        if (Refuse(context, null) is { } full)
        {
            context.Fail(full);
            return;
        }

        if (
            !(await directory.CreateAsync(context.Caller, topic, metadata, policy, cancellationToken)).TryGet(
                out var session,
                out var error
            )
        )
        {
            context.Fail(error);
            return;
        }

        Telemetry.SetSession(session.Id);
        await FollowAsync(context, session.Id, null, cancellationToken);
        context.Answer(
            SessionEvents.SessionCreated,
            new SessionCreatedAnswer
            {
                SessionId = session.Id,
                Topic = session.Topic,
                Status = EnumNames.Of(session.Status),
                CreatedAt = session.CreatedAt.UtcDateTime,
            },
            GatewayJson.Default.SessionCreatedAnswer
        );
    }

    public async Task JoinAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(GatewayJson.Default.SessionRequest, out var request))
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

        Telemetry.SetSession(session.Id);
        if (Refuse(context, session.Id) is { } full)
        {
            context.Fail(full);
            return;
        }

        var answer = new SessionAnswer { SessionId = session.Id, Timestamp = context.Now };
        await FollowAsync(
            context,
            session.Id,
            request.AfterSeq,
            cancellationToken,
            place => context.Socket.EmitAt(SessionEvents.SessionJoined, answer, GatewayJson.Default.SessionAnswer, place)
        );
        context.Confirm(answer);
    }

    public async Task LeaveAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(GatewayJson.Default.SessionRequest, out var request))
        {
            return;
        }

        if (!Contracts.Ids.SessionId.TryParse(request.SessionId, out var session))
        {
            context.Fail(GatewayError.Invalid("sessionId must be a UUID."));
            return;
        }

        await following.UnfollowAsync(context.Socket, session, vocabulary);
        context.Answer(
            SessionEvents.SessionLeft,
            new SessionAnswer { SessionId = session, Timestamp = context.Now },
            GatewayJson.Default.SessionAnswer
        );
    }

    public async Task EndAsync(SocketRequest context, CancellationToken cancellationToken)
    {
        if (!context.TryRead(GatewayJson.Default.SessionRequest, out var request))
        {
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            context.Fail(error);
            return;
        }

        Telemetry.SetSession(session.Id);
        if (!await directory.EndAsync(session.Id, cancellationToken))
        {
            context.Fail(GatewayError.SessionEnded);
            return;
        }

        await log.AppendAsync(session.Id, [new SessionEndedEvent { SessionId = session.Id, Timestamp = context.Now }], cancellationToken);
        var answer = new SessionAnswer { SessionId = session.Id, Timestamp = context.Now };
        if (context.Client.Memberships.ContainsKey((vocabulary, session.Id)))
        {
            // The log brings session:ended to every member.
            context.Confirm(answer);
        }
        else
        {
            context.Answer(EventNames.SessionEnded, answer, GatewayJson.Default.SessionAnswer);
        }
    }

    /// <summary>Null if the socket may follow the session, which is null if it is yet to be made.</summary>
    public GatewayError? Refuse(SocketRequest context, Contracts.Ids.SessionId? session) =>
        limit.Refuse(context.Client, vocabulary, session);

    /// <summary>Makes the socket a member, and tells it who else is there; nothing happens if it is one.</summary>
    public async Task FollowAsync(
        SocketRequest context,
        Contracts.Ids.SessionId session,
        long? afterSeq,
        CancellationToken cancellationToken,
        Action<string?>? joined = null
    )
    {
        var (membership, isNew) = await following.FollowAsync(context.Socket, session, vocabulary, afterSeq, cancellationToken, joined);
        if (isNew)
        {
            membership.TellPresent();
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

    private bool TryReadMetadata(JsonElement? metadata, out string? json)
    {
        json = null;
        if (metadata is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        json = given.GetRawText();
        return given.ValueKind == JsonValueKind.Object && Encoding.UTF8.GetByteCount(json) <= options.Value.MaxMetadataBytes;
    }
}
