using ServiceDefaults.Health;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Connects a service to the platform's Redis.</summary>
public static class RedisRegistration
{
    /// <summary>
    /// Registers the connection of that name. A command that cannot be sent fails at once instead of waiting for a server to come back:
    /// what is done in an outage is decided by who asks. The client's own spans are off, since the event log and the backplane write
    /// theirs.
    /// </summary>
    public static void AddPlatformRedis(this IHostApplicationBuilder builder, string connectionName)
    {
        builder.AddRedisClient(
            connectionName,
            settings => settings.DisableTracing = true,
            options => options.BacklogPolicy = BacklogPolicy.FailFast
        );
        builder.Services.NameHealthCheck("StackExchange.Redis", connectionName);
    }
}
