using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Sessions;

/// <summary>Limits on sessions and messages.</summary>
public sealed class SessionLimitOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Sessions";

    /// <summary>Longest message, in UTF-16 code units as clients count them. Default 5,000.</summary>
    [Range(1, 100_000)]
    public int MaxMessageLength { get; set; } = 5_000;

    /// <summary>Longest topic. Default 200.</summary>
    [Range(1, 10_000)]
    public int MaxTopicLength { get; set; } = 200;

    /// <summary>Largest metadata of a session, in bytes of JSON. Default 4,096.</summary>
    [Range(2, 1_000_000)]
    public int MaxMetadataBytes { get; set; } = 4_096;

    /// <summary>
    /// Sessions that one socket may be subscribed to at once, one in two dialects counting twice; 0 for any number. Those that have
    /// ended do not count. Default 500.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxFollowedPerSocket { get; set; } = 500;

    /// <summary>
    /// Sessions and rooms of a user that have not ended, over all gateways; 0 for any number. Those of before stay open. Default 2,000.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxOpenPerUser { get; set; } = 2_000;

    /// <summary>
    /// Users who have entered a shared room, its owner and staff not counted; 0 for any number. Who has, may come again. Default 1,000.
    /// </summary>
    [Range(0, 1_000_000)]
    public int MaxMembersPerRoom { get; set; } = 1_000;

    /// <summary>Sessions in the cache. Default 10,000.</summary>
    [Range(1, 10_000_000)]
    public int CacheCapacity { get; set; } = 10_000;

    /// <summary>How long a session stays in the cache. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CacheLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long somebody types after the last sign of it. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan TypingTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a session may be without a message or a reply before it is ended. Shared rooms are not. Default 30 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Longest time for one request of a client, stores and broker included. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
