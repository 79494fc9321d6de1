using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Presence;

/// <summary>How long presence outlives a gateway that died.</summary>
public sealed class PresenceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Presence";

    /// <summary>
    /// When a user counts as gone who is said to be there by nobody. Gateways repeat it three times as often. Default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.300", "01:00:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most users that somebody who comes is told of. Default 100.</summary>
    [Range(1, 10_000)]
    public int MaxTold { get; set; } = 100;

    /// <summary>
    /// Longest wait for Redis. Past it a client joins without having been seen; the next repetition makes up for it. Default 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long it is kept who came and went, for those who come back. Set by what lets them come back, not by configuration.
    /// </summary>
    internal TimeSpan ChangeRetention { get; set; } = TimeSpan.FromMinutes(5);
}
