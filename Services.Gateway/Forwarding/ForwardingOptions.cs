using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Forwarding;

/// <summary>How gateways pass requests on to each other.</summary>
public sealed class ForwardingOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Forwarding";

    /// <summary>
    /// Where the other gateways reach this one, for example <c>http://10.0.3.7:8080</c>. Default: the first address that it listens on,
    /// with the machine's own in place of a wildcard.
    /// </summary>
    [RegularExpression("^https?://.+", ErrorMessage = "Gateway:Forwarding:Address must be an http or https address.")]
    public string? Address { get; set; }

    /// <summary>
    /// What gateways sign forwarded requests with: text of at least 32 characters, the same on all of them. Default: derived from
    /// <c>Auth:SigningKey</c>.
    /// </summary>
    [MinLength(32, ErrorMessage = "Gateway:Forwarding:Secret must have at least 32 characters.")]
    public string? Secret { get; set; }

    /// <summary>When a gateway counts as gone that does not say it is there; it says so three times as often. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.300", "00:10:00")]
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Longest wait for a connection to another gateway. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait for Redis. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Most requests and WebSockets that are passed on at once; past it 503 is answered. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxRequests { get; set; } = 20_000;

    /// <summary>How far the clocks of gateways may differ. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(1);
}
