using System.ComponentModel.DataAnnotations;

namespace Services.Messaging.Broker;

/// <summary>How the platform talks to the broker.</summary>
public sealed class MessagingOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Messaging";

    /// <summary>Longest wait for the broker's confirm of one message, the wait for a free channel included. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan PublishTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Channels that publish at the same time. Default 8.</summary>
    [Range(1, 64)]
    public int PublishChannels { get; set; } = 8;

    /// <summary>
    /// First wait before a consumer connects again; doubles, with jitter, up to <see cref="ReconnectDelayLimit"/>. Default 250 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Longest wait before a consumer connects again, which is how long turns may rest when the broker is back. Default 1 second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan ReconnectDelayLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stopping consumer lets running handlers finish before it cancels them. Default 4 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How often a queue consumer tries a message before it becomes a dead letter. Default 5.
    /// </summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>
    /// Wait before a message that failed is given back to the queue; doubles with each attempt, at most a minute. Default 500 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// First pause of a delivery whose handler meets an outage of a store or of the broker, before it is handled again; doubles up to <see
    /// cref="LongestOutagePause"/>. Default 250 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan OutagePause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest pause of such a delivery, which is how long work may rest after an outage is over. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan LongestOutagePause { get; set; } = TimeSpan.FromSeconds(5);
}
