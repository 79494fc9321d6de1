using System.Diagnostics;
using System.Text.Json;
using Services.Contracts;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Record;

namespace Services.Orchestrator.Turns;

/// <summary>Ends turns that cannot be finished, so that their users do not wait for ever, and takes that back for a replay.</summary>
internal sealed partial class DeadLetterHandler(
    ISessionEventLog log,
    IMessageStore messages,
    IConversationRecord record,
    TurnStore turns,
    TimeProvider time,
    ILogger<DeadLetterHandler> logger
)
{
    private const string Apology = "Something went wrong on our side and your message could not be answered. Please send it again.";

    private const string UnfinishedApology =
        "Something went wrong on our side and the answer could not be finished, but what you had agreed to was done.";

    /// <summary>
    /// Ends a turn that is given up. Outages are thrown, to be waited for; whatever else goes wrong with the words to its user, its session
    /// goes on.
    /// </summary>
    public async Task FailTurnAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        await TellFailureAsync(turn, cancellationToken);
        await FinishAsync(turn, cancellationToken);
    }

    /// <summary>
    /// The first half of it: tells the user. The session's next turn waits for the second, which comes once the letter is kept: a turn that
    /// is finished is not looked at again.
    /// </summary>
    public async Task TellFailureAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        try
        {
            await TellAsync(turn, cancellationToken);
        }
        catch (Exception e) when (!PlatformOutage.Is(e) && !cancellationToken.IsCancellationRequested)
        {
            LogNotTold(e, turn.TurnId);
        }

        if (turn is TurnRequested)
        {
            await messages.SetStatusAsync(turn.MessageId, MessageStatus.Failed, cancellationToken);
        }
    }

    /// <summary>The second half: lets the session go on.</summary>
    public Task FinishAsync(TurnMessage turn, CancellationToken cancellationToken) =>
        turns.RecordFinishedAsync(turn, TurnOutcome.Failed, cancellationToken);

    /// <summary>Tells the session of a message that cannot be decoded, if at least its ids can be read. Outages are thrown.</summary>
    public async Task ReportUndecodableAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var document = ParseOrNull(body);
        if (document is null || !TryReadIds(document, out var session, out var turn, out var message))
        {
            LogSessionUnknown();
            return;
        }

        await log.AppendFinalAsync(session, turn, [Error(session, turn, message, null)], cancellationToken);
        if (message is { } id)
        {
            await messages.SetStatusAsync(id, MessageStatus.Failed, cancellationToken);
        }
    }

    private async Task TellAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        var reply = await log.ReadReplyAsync(turn.SessionId, turn.TurnId, cancellationToken);
        var partial = string.Concat(reply.Chunks);
        var made = await record.EndAsync(turn.SessionId, turn.TurnId, TurnOutcome.Failed, [], cancellationToken);
        var effects = made.Select(static call => call.Result.Effect).OfType<string>().ToList();
        var error = Error(turn.SessionId, turn.TurnId, turn.MessageId, partial.Length == 0 ? null : partial) with
        {
            Message = effects.Count == 0 ? Apology : $"{UnfinishedApology} {string.Join(' ', effects)}",
        };
        await log.AppendFinalAsync(turn.SessionId, turn.TurnId, [error], cancellationToken);
    }

    /// <summary>
    /// Takes back that a turn was given up, so that it goes on where it was: behind its last checkpoint and its last chunk, with the same
    /// id and thus the same idempotency keys. False if it has been answered since.
    /// </summary>
    public async Task<bool> ReviveAsync(ReadOnlyMemory<byte> body, int replays, CancellationToken cancellationToken)
    {
        using var document = ParseOrNull(body);
        if (document is null || !TryReadIds(document, out var session, out var turn, out var message))
        {
            // Nobody was told of it either.
            return true;
        }

        if (!await turns.ReopenAsync(turn, replays, cancellationToken))
        {
            return false;
        }

        await record.ReopenAsync(turn, cancellationToken);
        await log.ReopenReplyAsync(session, turn, cancellationToken);
        if (message is { } id)
        {
            await messages.SetStatusAsync(id, MessageStatus.Queued, cancellationToken);
        }

        return true;
    }

    private static JsonDocument? ParseOrNull(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private MessageError Error(SessionId session, TurnId turn, MessageId? message, string? partial) =>
        new()
        {
            SessionId = session,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            MessageId = turn.ReplyId,
            ReplyTo = message,
            Message = Apology,
            PartialContent = partial,
            Error = ErrorCodes.Internal,
            TraceId = Activity.Current?.TraceId.ToHexString(),
        };

    /// <summary>False unless session and turn are there; the message need not be.</summary>
    private static bool TryReadIds(JsonDocument document, out SessionId session, out TurnId turn, out MessageId? message)
    {
        var isKnown = TryId(document, "sessionId", out var sessionId) & TryId(document, "turnId", out var turnId);
        message = TryId(document, "messageId", out var messageId) ? new MessageId(messageId) : null;
        (session, turn) = (new SessionId(sessionId), new TurnId(turnId));
        return isKnown;
    }

    private static bool TryId(JsonDocument document, string name, out Guid id)
    {
        id = default;
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
            && value.TryGetGuid(out id);
    }

    [LoggerMessage(LogLevel.Warning, "An undecodable message names no session that could be told.")]
    private partial void LogSessionUnknown();

    [LoggerMessage(LogLevel.Error, "Turn {Turn} is given up, and its user could not be told.")]
    private partial void LogNotTold(Exception e, TurnId turn);
}
