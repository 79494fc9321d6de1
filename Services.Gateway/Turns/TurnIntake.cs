using System.Diagnostics;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Events;
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
/// Takes a message in: stored, told to the session, confirmed by the broker, and only then acknowledged. Every step may be repeated: the
/// same client message id leads to the same turn, whatever failed in between.
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

        var author = SessionRights.AuthorOf(caller, session);
        if (author.Role == AuthorRole.Staff && await handovers.EnterAsync(caller, session, cancellationToken) is { } taken)
        {
            return taken;
        }

        if (!(await StoreAsync(caller, author, session, incoming, cancellationToken)).TryGet(out var stored, out var error))
        {
            return error;
        }

        Activity.Current?.SetTag(AttributeNames.TurnId, stored.TurnId.ToString());
        var isPending = stored.Status == MessageStatus.Accepted;
        if (isPending)
        {
            if (await policies.ApplyAsync(caller, session, stored, cancellationToken) is { } refused)
            {
                return refused;
            }

            var appended = await AppendMessageAsync(stored, author, incoming, cancellationToken);
            var rights = SessionRights.Within(session, caller);
            await publisher.PublishTurnAsync(RequestOf(stored, rights, incoming.Mode, appended), cancellationToken);
        }
        else if (stored.Status == MessageStatus.Unscreened)
        {
            // Said to a person, or by one.
            await AppendMessageAsync(stored, author, incoming, cancellationToken);
        }

        acknowledge(ReceiptOf(stored, incoming));
        if (isPending)
        {
            await MarkQueuedAsync(stored, cancellationToken);
        }

        return null;
    }

    private TurnReceipt ReceiptOf(StoredMessage stored, IncomingMessage incoming)
    {
        var latency = time.GetElapsedTime(incoming.ReceivedAt);
        metrics.Acknowledged(latency);
        return new TurnReceipt
        {
            SessionId = stored.SessionId,
            MessageId = stored.Id,
            ReplyId = stored.Status is MessageStatus.Unscreened or MessageStatus.Screened ? null : stored.TurnId.ReplyId,
            ClientMessageId = stored.ClientMessageId,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Latency = Math.Round(latency.TotalMilliseconds, 2),
            TraceId = Activity.Current?.TraceId.ToString(),
        };
    }

    /// <summary>
    /// The broker has the turn and the client knows: that the store does not is no failure of the request. The message counts as being
    /// accepted for a while, and then its answer is stored.
    /// </summary>
    private async Task MarkQueuedAsync(StoredMessage stored, CancellationToken cancellationToken)
    {
        try
        {
            await messages.MarkQueuedAsync(stored.Id, cancellationToken);
        }
        catch (Exception failure) when (Faults.IsOutage(failure))
        {
            LogNotMarked(failure, stored.TurnId);
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
        if (await messages.AcceptAsync(session.Id, author, content, incoming.ClientMessageId, cancellationToken) is { } stored)
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

    /// <summary>
    /// Shows the message to everybody in the session. The log's fence, keyed by the message, keeps a repeat from showing it twice.
    /// </summary>
    private Task<FinalAppend> AppendMessageAsync(
        StoredMessage stored,
        MessageAuthor author,
        IncomingMessage incoming,
        CancellationToken cancellationToken
    ) =>
        log.AppendMessageAsync(
            stored.SessionId,
            new UserMessage
            {
                SessionId = stored.SessionId,
                Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
                MessageId = stored.Id,
                ClientMessageId = stored.ClientMessageId,
                UserId = author.UserId,
                DisplayName = author.Name,
                Role = author.Role,
                Content = stored.Content,
                By = incoming.By,
                IsInRoomHistory = incoming.IsInRoomHistory,
            },
            cancellationToken
        );

    private static TurnRequested RequestOf(StoredMessage stored, Caller caller, string? mode, FinalAppend appended) =>
        new()
        {
            SessionId = stored.SessionId,
            TurnId = stored.TurnId,
            MessageId = stored.Id,
            Ordinal = stored.Ordinal,
            Caller = caller,
            RequestedAt = stored.CreatedAt,
            Content = stored.Content,
            Seq = appended.Appended ? appended.LastSeq : null,
            ClientMessageId = stored.ClientMessageId,
            Mode = mode is null ? MessageMode.Text : EnumNames.Parse<MessageMode>(mode),
        };

    [LoggerMessage(LogLevel.Warning, "Turn {Turn} is with the broker, and its message could not be marked so.")]
    private partial void LogNotMarked(Exception failure, TurnId turn);
}
