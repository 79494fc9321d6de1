using System.ComponentModel.DataAnnotations;

namespace Services.Conversations.EventLog;

/// <summary>How the session event log keeps and reaches its data.</summary>
public sealed class SessionEventLogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Conversations:EventLog";

    /// <summary>
    /// The newest events of a session that are always kept; Redis keeps some older ones, as it trims whole nodes. Default 5,000.
    /// </summary>
    [Range(100, 1_000_000)]
    public int Capacity { get; set; } = 5_000;

    /// <summary>How long the events of a silent session are kept, a tenth less at times. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long the sequence number of a silent session is kept; longer than <see cref="Retention"/>, so that a client that comes
    /// back late never sees numbers begin anew. Default 60 days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan SequenceRetention { get; set; } = TimeSpan.FromDays(60);

    /// <summary>Longest wait for one answer from Redis. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Appends a subscription holds while it reads what it has missed; past it, it reads these too. Default 1,024.</summary>
    [Range(16, 65_536)]
    public int SubscriptionBuffer { get; set; } = 1_024;
}
