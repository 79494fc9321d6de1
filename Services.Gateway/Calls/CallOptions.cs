using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Calls;

/// <summary>Limits on what is relayed between the parties of a call.</summary>
public sealed class CallOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Calls";

    /// <summary>Largest message, in bytes of JSON. Default 65,536.</summary>
    [Range(256, 1_000_000)]
    public int MaxMessageBytes { get; set; } = 64 * 1024;
}
