using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations.Sessions;
using Services.Messaging.Publishing;
using StackExchange.Redis;

namespace Services.Gateway.Cancellation;

/// <summary>Stops replies that run or wait.</summary>
internal sealed class TurnCanceller(ITurnPublisher publisher, IConnectionMultiplexer redis, TimeProvider time)
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

    private Task<bool> SetKeyAsync(Session session, string value, CancellationToken cancellationToken) =>
        redis
            .GetDatabase()
            .StringSetAsync(RedisKeys.Cancel(session.Id), value, RedisKeys.CancelLifetime)
            .WaitAsync(RedisTimeout, time, cancellationToken);
}
