using System.ComponentModel.DataAnnotations;

namespace Services.Orchestrator.Turns;

/// <summary>How turns are taken from the queues.</summary>
internal sealed class TurnOptions
{
    public const string Section = "Orchestrator:Turns";

    /// <summary>
    /// Turns of one partition that a worker holds at a time; turns of the same session among them wait for each other. Default 16.
    /// </summary>
    [Range(1, 256)]
    public ushort Prefetch { get; set; } = 16;

    /// <summary>How often a turn is begun before it becomes a dead letter. Default 5.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Wait before a turn that failed is given back to its queue; doubles with each attempt. Default 500 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a turn waits for its session before it is given back to its queue, so that the position is free for the one it waits for.
    /// Doubles each time, up to a minute. Default 5 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan SessionPatience { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>An earlier turn that nobody has touched for so long no longer holds up its session. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a worker says that it lives. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After so long without a heartbeat a worker counts as dead. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:05:00")]
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long finished turns and their checkpoints are kept. Default 14 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(14);
}
