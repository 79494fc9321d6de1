using System.Diagnostics;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.Vault;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Handovers;
using Services.Gateway.Metrics;
using Services.Gateway.Sessions;
using Services.Gateway.Validation;
using Services.Messaging.Publishing;

namespace Services.Gateway.Turns;

/// <summary>
/// Takes a message in: stored, confirmed by the broker, told to the session, and only then acknowledged. What the broker does not confirm
/// nobody is shown. Every step may be repeated: the same client message id leads to the same turn, whatever failed in between.
/// </summary>
internal sealed partial class TurnIntake(
    IMessageStore messages,
    IPersonalDataVault vault,
    SessionDirectory directory,
    ISessionEventLog log,
    ITurnPublisher publisher,
    ReplyPolicyEnforcer policies,
    HandoverDesk handovers,
    RateLimiter limiter,
    GatewayMetrics metrics,
    IOptions<SessionLimitOptions> options,
    TimeProvider time,
    ILogger<TurnIntake> logger
)
{
    private const int MaxClientMessageId = 128;

    /// <summary>
    /// Accepts a message for a session that the caller may use, and calls <paramref name="acknowledge"/> once it is durable: what is left
    /// to do then keeps nobody waiting. Null, or why it is not accepted. Throws when a store or the broker fails: then there is no
    /// acknowledgement.
    /// </summary>
    public async Task<GatewayError?> SubmitAsync(
        Caller caller,
        Session session,
        IncomingMessage incoming,
        Action<TurnReceipt> acknowledge,
        CancellationToken cancellationToken
    )
    {
        if (Check(incoming) is { } invalid)
        {
            return invalid;
        }

        if (session.IsEnded)
        {
            return GatewayError.SessionEnded;
        }

        // Its sender is answered with their id as it is; what is kept and told to others holds no personal data.
        var sentId = incoming.ClientMessageId;
        incoming = incoming with { ClientMessageId = sentId is null ? null : vault.MaskId(sentId) };
        var author = SessionRights.AuthorOf(caller, session);
        if (author.Role == AuthorRole.Staff && await handovers.EnterAsync(caller, session, cancellationToken) is { } taken)
        {
            return taken;
        }

        // Before anything else is waited for: a question that is asked meanwhile is not what the message means.
        var reading = log.LastSeqAsync(session.Id, cancellationToken);
        var storing = StoreAsync(caller, author, session, incoming, reading, cancellationToken);
        await Task.WhenAll(reading, storing);
        if (!(await storing).TryGet(out var stored, out var error))
        {
            return error;
        }

        Activity.Current?.SetTag(AttributeNames.TurnId, stored.TurnId.ToString());
        var turn = RequestOf(stored, SessionRights.Within(session, caller), author, incoming);
        if (stored.Status == MessageStatus.Accepted)
        {
            if (await policies.ApplyAsync(caller, session, stored, cancellationToken) is { } refused)
            {
                return refused;
            }

            await publisher.PublishTurnAsync(turn, cancellationToken);
            await Task.WhenAll(
                DespiteOutageAsync(messages.MarkQueuedAsync(stored.Id, cancellationToken), turn),
                DespiteOutageAsync(log.AnnounceAsync(turn, cancellationToken), turn)
            );
        }
        else if (stored.Status == MessageStatus.Unscreened)
        {
            // Said to a person, or by one.
            await log.AnnounceAsync(turn, cancellationToken);
        }

        acknowledge(ReceiptOf(stored, sentId, incoming.ReceivedAt));
        return null;
    }

    private TurnReceipt ReceiptOf(StoredMessage stored, string? sentId, long receivedAt)
    {
        var latency = time.GetElapsedTime(receivedAt);
        metrics.Acknowledged(latency);
        return new TurnReceipt
        {
            SessionId = stored.SessionId,
            MessageId = stored.Id,
            ReplyId = stored.Status is MessageStatus.Unscreened or MessageStatus.Screened ? null : stored.TurnId.ReplyId,
            ClientMessageId = sentId,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Latency = Math.Round(latency.TotalMilliseconds, 2),
            TraceId = Activity.Current?.TraceId.ToString(),
        };
    }

    /// <summary>
    /// The broker has the turn, so it will be answered: that a store cannot be told is no failure of the request. The worker shows the
    /// message if nobody has, and its answer settles how it stands.
    /// </summary>
    private async Task DespiteOutageAsync(Task telling, TurnRequested turn)
    {
        try
        {
            await telling;
        }
        catch (Exception failure) when (Faults.IsOutage(failure))
        {
            LogNotTold(failure, turn.TurnId);
        }
    }

    /// <summary>What is wrong with a client's own id of a message; null if nothing, or if there is none.</summary>
    public static GatewayError? CheckClientMessageId(string? id) =>
        id is { Length: 0 or > MaxClientMessageId }
            ? GatewayError.Invalid($"clientMessageId must have 1 to {MaxClientMessageId} characters.")
            : null;

    private GatewayError? Check(IncomingMessage incoming)
    {
        var longest = options.Value.MaxMessageLength;
        if (string.IsNullOrWhiteSpace(incoming.Content) || incoming.Content.Length > longest)
        {
            return GatewayError.Invalid($"content must have 1 to {longest} characters.");
        }

        if (CheckClientMessageId(incoming.ClientMessageId) is { } invalid)
        {
            return invalid;
        }

        if (!StorableText.Is(incoming.Content) || !StorableText.Is(incoming.ClientMessageId))
        {
            return StorableText.Error;
        }

        if (!ClientMetadata.TryRead(incoming.Metadata, options.Value.MaxMetadataBytes, out _))
        {
            return ClientMetadata.Error(options.Value.MaxMetadataBytes);
        }

        return incoming.Mode is null || EnumNames.TryParse<MessageMode>(incoming.Mode, out _)
            ? null
            : GatewayError.Invalid("mode must be text or voice.");
    }

    /// <summary>
    /// The message as it is stored, now or by an earlier attempt: what was accepted once is neither counted again nor refused.
    /// </summary>
    private async Task<Outcome<StoredMessage>> StoreAsync(
        Caller caller,
        MessageAuthor author,
        Session session,
        IncomingMessage incoming,
        Task<long> reading,
        CancellationToken cancellationToken
    )
    {
        if (await limiter.TakeMessageAsync(caller, cancellationToken) is { } wait)
        {
            return
                incoming.ClientMessageId is { } id
                && await messages.FindAsync(session.Id, caller.UserId, id, cancellationToken) is { } known
                ? known
                : GatewayError.RateLimited(wait);
        }

        var content = await vault.MaskAsync(session.Id, incoming.Content!, cancellationToken);
        var stored = await messages.AcceptAsync(
            session.Id,
            author,
            content,
            incoming.ClientMessageId,
            // Asked for before the limit, of the same store: it keeps nobody waiting.
            await reading,
            cancellationToken
        );
        if (stored is not null)
        {
            if (stored.IsRepeat)
            {
                limiter.ReturnMessage(caller);
            }

            return stored;
        }

        // It ended on another gateway, and this one did not hear of it.
        directory.Forget(session.Id);
        return GatewayError.SessionEnded;
    }

    private TurnRequested RequestOf(StoredMessage stored, Caller rights, MessageAuthor author, IncomingMessage incoming) =>
        new()
        {
            SessionId = stored.SessionId,
            TurnId = stored.TurnId,
            MessageId = stored.Id,
            Ordinal = stored.Ordinal,
            Caller = rights,
            AuthorRole = author.Role,
            RequestedAt = stored.CreatedAt,
            Content = stored.Content,
            LogSeq = stored.LogSeq,
            ClientMessageId = stored.ClientMessageId,
            Metadata = ClientMetadata.TryRead(incoming.Metadata, options.Value.MaxMetadataBytes, out var metadata)
                ? PersonalDataRedaction.RedactJson(metadata)
                : null,
            Mode = incoming.Mode is { } mode ? EnumNames.Parse<MessageMode>(mode) : MessageMode.Text,
            By = incoming.By,
            IsInRoomHistory = incoming.IsInRoomHistory,
        };

    [LoggerMessage(LogLevel.Warning, "Turn {Turn} is with the broker, and a store could not be told so.")]
    private partial void LogNotTold(Exception failure, TurnId turn);
}
