using StackExchange.Redis;

namespace Chaos.Faults;

/// <summary>Redis takes nothing more.</summary>
internal sealed record RedisFull(TimeSpan Duration) : Fault("full", Target.Redis, Duration)
{
    public override Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken) =>
        RedisSetting.ChangeAsync(platform, "maxmemory", "1", "0", () => LastAsync(cancellationToken));
}

/// <summary>Redis' port is closed, and the connections that there were are ended.</summary>
internal sealed record RedisRefusal(TimeSpan Duration) : Fault("refuse", Target.Redis, Duration)
{
    public override Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken) =>
        RedisSetting.ChangeAsync(platform, "port", "0", platform.RedisPort, () => LastAsync(cancellationToken), endsConnections: true);
}

/// <summary>Redis answers nobody.</summary>
internal sealed record RedisSilence(TimeSpan Duration) : Fault("silence", Target.Redis, Duration)
{
    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        await using var redis = await platform.ConnectRedisAsync();
        await redis.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", ((long)Duration.TotalMilliseconds).ToString(), "ALL");
        await LastAsync(cancellationToken);
    }
}

/// <summary>A setting of Redis' that is changed for a while.</summary>
internal static class RedisSetting
{
    public static async Task ChangeAsync(
        PlatformUnderFire platform,
        string name,
        string value,
        string usual,
        Func<Task> lastAsync,
        bool endsConnections = false
    )
    {
        // Its own connection is what opens the port again.
        await using var redis = await platform.ConnectRedisAsync();
        var database = redis.GetDatabase();
        try
        {
            await database.ExecuteAsync("CONFIG", "SET", name, value);
            if (endsConnections)
            {
                await database.ExecuteAsync("CLIENT", "KILL", "TYPE", "pubsub", "SKIPME", "yes");
                await database.ExecuteAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            }

            await lastAsync();
        }
        finally
        {
            try
            {
                await database.ExecuteAsync("CONFIG", "SET", name, usual);
            }
            catch (RedisException)
            {
                // It was killed meanwhile, and has its usual settings again.
            }
        }
    }
}
