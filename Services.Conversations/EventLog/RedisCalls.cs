using System.Diagnostics;
using Services.Contracts.Telemetry;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>Bounds each call in time, ends it with its caller, and turns the client's faults into one exception.</summary>
internal sealed class RedisCalls(IConnectionMultiplexer redis, TimeSpan timeout, TimeProvider time)
{
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> call, Activity? activity, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await call(redis.GetDatabase()).WaitAsync(timeout, time, cancellationToken);
        }
        catch (Exception e) when (RedisOutage.Is(e))
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message);
            activity?.SetTag(AttributeNames.ErrorType, e.GetType().Name);
            throw new EventLogUnavailableException($"Redis gave no answer: {e.Message}", e);
        }
    }
}
