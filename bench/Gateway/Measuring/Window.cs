using System.Diagnostics;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Measuring;

/// <summary>A stretch of time in which the server's, Redis's and the generator's processor time is taken.</summary>
internal sealed class Window(Target target)
{
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly double _server = ProcFile.CpuSeconds(target.Pid);
    private readonly double _load = ProcFile.CpuSeconds(Environment.ProcessId);
    private readonly double _redis = target.RedisPid is { } redis ? ProcFile.CpuSeconds(redis) : 0;

    /// <summary>Ends it.</summary>
    public WindowResult End()
    {
        var seconds = Stopwatch.GetElapsedTime(_begun).TotalSeconds;
        return new WindowResult(
            seconds,
            ProcFile.CpuSeconds(target.Pid) - _server,
            ProcFile.CpuSeconds(Environment.ProcessId) - _load,
            target.RedisPid is { } redis ? ProcFile.CpuSeconds(redis) - _redis : 0
        );
    }
}

/// <summary>Its length, and processor times, in seconds.</summary>
internal sealed record WindowResult(double Seconds, double Server, double Load, double Redis)
{
    /// <summary>Shares of a core, in percent.</summary>
    public IEnumerable<KeyValuePair<string, double>> Shares(bool withRedis = false)
    {
        yield return new("server_core", 100 * Server / Seconds);
        yield return new("load_core", 100 * Load / Seconds);
        if (withRedis)
        {
            yield return new("redis_core", 100 * Redis / Seconds);
        }
    }

    /// <summary>The metrics of <see cref="Shares"/>.</summary>
    public static IReadOnlyList<Metric> ShareMetrics(bool withRedis = false) =>
        [
            new("server_core", "server's core, % busy"),
            new("load_core", "generator's core, % busy"),
            .. withRedis ? [new Metric("redis_core", "Redis, % of a core")] : Array.Empty<Metric>(),
        ];
}
