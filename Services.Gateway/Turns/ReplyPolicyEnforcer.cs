using Services.Contracts;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Gateway.Cancellation;
using Services.Gateway.Errors;

namespace Services.Gateway.Turns;

/// <summary>What happens to a message that comes while a reply of its session runs or waits, as the session was created with.</summary>
internal sealed class ReplyPolicyEnforcer(IMessageStore messages, ISessionEventLog log, TurnCanceller canceller)
{
    /// <summary>A turn that has not ended by then is lost.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    private static readonly GatewayError InProgress = new(
        ErrorCodes.ReplyInProgress,
        "A reply is on its way, and this session takes one message at a time."
    );

    /// <summary>
    /// Decides on a message that was stored but not handed on yet, so that of two at once one is the earlier. Null if it may go on;
    /// otherwise it is no longer stored.
    /// </summary>
    public async Task<GatewayError?> ApplyAsync(Caller caller, Session session, StoredMessage message, CancellationToken cancellationToken)
    {
        if (session.Policy == ReplyPolicy.Queue)
        {
            return null;
        }

        var running = await RunningAsync(session.Id, message, cancellationToken);
        if (running.Count == 0)
        {
            return null;
        }

        if (session.Policy == ReplyPolicy.Interrupt)
        {
            await canceller.CancelAllAsync(caller, session, running, cancellationToken);
            return null;
        }

        await messages.WithdrawAsync(message.Id, cancellationToken);
        return InProgress;
    }

    /// <summary>The store learns of a reply's end a moment after the clients do; they have it from the log.</summary>
    private async Task<List<MessageId>> RunningAsync(SessionId session, StoredMessage message, CancellationToken cancellationToken)
    {
        List<MessageId> running = [];
        foreach (var earlier in await messages.PendingAsync(session, message.Ordinal, Horizon, cancellationToken))
        {
            if (!(await log.ReadReplyAsync(session, earlier.TurnId, cancellationToken)).Ended)
            {
                running.Add(earlier.Id);
            }
        }

        return running;
    }
}
