using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;
using Services.Messaging.Publishing;
using StackExchange.Redis;

namespace Services.Gateway.Turns;

/// <summary>What a user can say about a turn that runs or waits: stop it, or answer its question.</summary>
internal sealed class TurnControl(
    IMessageStore messages,
    IApprovalStore approvals,
    SessionDirectory directory,
    ITurnPublisher publisher,
    IConnectionMultiplexer redis,
    TimeProvider time
)
{
    private static readonly TimeSpan RedisTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Stops the session's running reply, or the one that answers <paramref name="message"/>. The key reaches a worker that takes the turn
    /// up only now, the broadcast the one that is at it.
    /// </summary>
    public async Task CancelAsync(Caller caller, Session session, MessageId? message, CancellationToken cancellationToken)
    {
        await SetKeyAsync(session, message?.ToString() ?? RedisKeys.CancelAll, cancellationToken);
        await publisher.PublishCancelAsync(
            new CancelRequested
            {
                SessionId = session.Id,
                MessageId = message,
                UserId = caller.UserId,
            },
            cancellationToken
        );
    }

    /// <summary>Stops the replies to these messages, running or waiting, and no other.</summary>
    public async Task CancelAllAsync(Caller caller, Session session, IReadOnlyList<MessageId> targets, CancellationToken cancellationToken)
    {
        await SetKeyAsync(session, string.Join(' ', targets), cancellationToken);
        foreach (var message in targets)
        {
            await publisher.PublishCancelAsync(
                new CancelRequested
                {
                    SessionId = session.Id,
                    MessageId = message,
                    UserId = caller.UserId,
                },
                cancellationToken
            );
        }
    }

    /// <summary>
    /// Hands the answer of the one who was asked to the orchestrator. The turn, or why there is none: what is settled makes none. Of
    /// several answers that are on their way the first counts, and the same answer again is the same turn.
    /// </summary>
    public async Task<Outcome<ApprovalAnswered>> AnswerAsync(
        Caller caller,
        Session session,
        ApprovalId approval,
        bool approved,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (Check(await approvals.FindAsync(approval, cancellationToken), session, caller) is { } refused)
        {
            return await directory.HasEndedAsync(session, cancellationToken) ? GatewayError.SessionEnded : refused;
        }

        if (await messages.NextOrdinalAsync(session.Id, cancellationToken) is not { } ordinal)
        {
            // It ended on another gateway, and this one did not hear of it.
            directory.Forget(session.Id);
            return GatewayError.SessionEnded;
        }

        var turn = AnswerTurns.Of(approval, approved);
        var answer = new ApprovalAnswered
        {
            SessionId = session.Id,
            TurnId = turn,
            MessageId = new MessageId(turn.Value),
            Ordinal = ordinal,
            Caller = caller,
            RequestedAt = time.GetUtcNow(),
            ApprovalId = approval,
            Approved = approved,
            Reason = reason,
        };
        await publisher.PublishTurnAsync(answer, cancellationToken);
        return answer;
    }

    private GatewayError? Check(Approval? asked, Session session, Caller caller) =>
        asked is null || asked.SessionId != session.Id ? GatewayError.ApprovalUnknown
        : asked.UserId != caller.UserId ? GatewayError.ApprovalOfSomebodyElse
        : asked.Status != ApprovalStatus.Pending || asked.ExpiresAt <= time.GetUtcNow() ? GatewayError.ApprovalSettled(asked.Status)
        : null;

    private Task<bool> SetKeyAsync(Session session, string value, CancellationToken cancellationToken) =>
        redis
            .GetDatabase()
            .StringSetAsync(RedisKeys.Cancel(session.Id), value, RedisKeys.CancelLifetime)
            .WaitAsync(RedisTimeout, time, cancellationToken);
}
