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
        var database = redis.GetDatabase();
        var key = RedisKeys.Cancel(turn.SessionId);
        var value = await database.StringGetAsync(key).WaitAsync(Timeout, time, cancellationToken);
        if (value.IsNullOrEmpty)
        {
            return false;
        }

        if (value != RedisKeys.CancelAll)
        {
            return value.ToString().Split(' ').Any(id => MessageId.TryParse(id, out var message) && RunningTurns.Matches(message, turn));
        }

        var left = await database.KeyTimeToLiveAsync(key).WaitAsync(Timeout, time, cancellationToken);
        return left is { } remaining && turn.RequestedAt <= time.GetUtcNow() - (RedisKeys.CancelLifetime - remaining);
    }
}
