using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Access;

/// <summary>How many connections may be open on one gateway at the same time.</summary>
public sealed class ConnectionLimitOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Connections";

    /// <summary>Of one user; 0 for any number. Default 50.</summary>
    [Range(0, 1_000_000)]
    public int MaxPerUser { get; set; } = 50;

    /// <summary>
    /// From one IPv4 address or one IPv6 network (/64), signed in or not; 0 for any number. Default 1,000: many users may sit behind one
    /// address.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxPerAddress { get; set; } = 1_000;

    /// <summary>In all, signed in or not; 0 for any number. Default 50,000.</summary>
    [Range(0, 10_000_000)]
    public int MaxTotal { get; set; } = 50_000;
}
