using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Recovery;

/// <summary>Connection-state recovery: a client that comes back soon resumes where it was, on any gateway.</summary>
internal sealed class RecoveryOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Recovery";

    /// <summary>Whether it is offered. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long after its connection was lost a client can come back. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How often what is kept of a connected client is said to be still of use; a gateway that dies says it no more. Default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1000000", "01:00:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what is kept of a client outlives the last sign of life of its gateway.</summary>
    public TimeSpan Lifetime => Retention + RefreshInterval;

    /// <summary>How long Redis has to answer. Default 3 s; past it the client joins anew.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0100000", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);
}
