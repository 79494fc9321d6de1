using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Outages;

/// <summary>How the gateway learns that Redis is away.</summary>
public sealed class OutageOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Outages";

    /// <summary>How often Redis is asked; at once when a connection to it breaks or is restored. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long Redis may take to answer before it counts as away, and sessions to be read up to their ends once it is back. Default 3 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);
}
