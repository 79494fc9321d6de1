using System.ComponentModel.DataAnnotations;
using Services.Contracts.Access;

namespace Services.Gateway.Access.RateLimits;

/// <summary>How much one user may do, over all their connections and all gateways.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:RateLimits";

    /// <summary>New connections in a minute; 0 for any number. Default 10.</summary>
    [Range(0, 100_000)]
    public int ConnectionsPerMinute { get; set; } = 10;

    /// <summary>Messages in a minute; 0 for any number. Default 60.</summary>
    [Range(0, 100_000)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Messages in a minute for a role, where it differs from <see cref="MessagesPerMinute"/>.</summary>
    public IDictionary<Role, int> MessagesPerMinuteByRole { get; } = new Dictionary<Role, int>();

    /// <summary>Messages of the rooms dialect in a minute; 0 for any number. Default 30.</summary>
    [Range(0, 100_000)]
    public int RoomMessagesPerMinute { get; set; } = 30;

    /// <summary>Sessions and rooms that a user begins in a minute, in whichever dialect; 0 for any number. Default 300.</summary>
    [Range(0, 100_000)]
    public int SessionsPerMinute { get; set; } = 300;

    /// <summary>Messages of calls (<c>webrtc:*</c>) in a minute; 0 for any number. Default 600.</summary>
    [Range(0, 100_000)]
    public int SignalsPerMinute { get; set; } = 600;

    /// <summary>Connections in a minute from one address, whoever it is; 0 for any number. Default 1,200.</summary>
    [Range(0, 1_000_000)]
    public int HandshakesPerMinute { get; set; } = 1_200;

    /// <summary>
    /// Events and HTTP requests in a minute of one user at one gateway, whatever they are; 0 for any number. Default 1,200: twenty a
    /// second.
    /// </summary>
    [Range(0, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 1_200;

    /// <summary>
    /// The same of one IPv4 address or one IPv6 network (/64), whoever it is; 0 for any number. Default 30,000: many users may sit behind
    /// one address.
    /// </summary>
    [Range(0, 10_000_000)]
    public int RequestsPerMinuteOfAddress { get; set; } = 30_000;

    /// <summary>Sessions and rooms that a user enters, leaves or ends in a minute; 0 for any number. Default 600.</summary>
    [Range(0, 100_000)]
    public int MembershipsPerMinute { get; set; } = 600;

    /// <summary>
    /// How often a user has what happened sent again in a minute, in whole or in part, on entering or as a stream; 0 for any number.
    /// Default 120.
    /// </summary>
    [Range(0, 100_000)]
    public int ReplaysPerMinute { get; set; } = 120;

    /// <summary>Replies that a user stops and questions that they answer in a minute; 0 for any number. Default 120.</summary>
    [Range(0, 100_000)]
    public int ControlsPerMinute { get; set; } = 120;

    /// <summary>Lists and histories that a user reads over HTTP in a minute; 0 for any number. Default 300.</summary>
    [Range(0, 100_000)]
    public int ReadingsPerMinute { get; set; } = 300;

    /// <summary>
    /// Longest wait for Redis. Past it the caller is let through: a limiter that is down must not take the service with it. Default 1 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);
}
