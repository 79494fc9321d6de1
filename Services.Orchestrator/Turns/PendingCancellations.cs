using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using StackExchange.Redis;

namespace Services.Orchestrator.Turns;

/// <summary>Finds cancellations that were asked for before a turn began to run.</summary>
internal sealed class PendingCancellations(IConnectionMultiplexer redis, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// True when the user has asked, after sending it, that this turn be stopped. A message sent after that is not meant.
    /// </summary>
    public async Task<bool> IsCancelledAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        var noted = await redis
            .GetDatabase()
            .StringGetWithExpiryAsync(RedisKeys.Cancel(turn.SessionId))
            .WaitAsync(Timeout, time, cancellationToken);
        var value = noted.Value;
        if (value.IsNullOrEmpty)
        {
            return false;
        }

        return value == RedisKeys.CancelAll
            ? noted.Expiry is { } remaining && turn.RequestedAt <= time.GetUtcNow() - (RedisKeys.CancelLifetime - remaining)
            : value.ToString().Split(' ').Any(id => MessageId.TryParse(id, out var message) && RunningTurns.Matches(message, turn));
    }
}
