using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Erasure;

/// <summary>How long conversations are kept.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Gateway:Retention";

    /// <summary>How long a session is kept after it has ended, before it is deleted as its owner could do it. Default 365 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "36500.00:00:00")]
    public TimeSpan Sessions { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How often it is looked. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);
}
