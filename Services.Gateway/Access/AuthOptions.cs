using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Access;

/// <summary>How tokens are verified, and in development issued.</summary>
public sealed class AuthOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Auth";

    /// <summary>The shared secret of HS256: UTF-8 text of at least 32 bytes. Required.</summary>
    [Required, MinLength(32, ErrorMessage = "Auth:SigningKey must have at least 32 bytes.")]
    public string SigningKey { get; set; } = "";

    /// <summary>The expected <c>iss</c>. Default <c>switchboard</c>.</summary>
    [Required]
    public string Issuer { get; set; } = "switchboard";

    /// <summary>The expected <c>aud</c>. Default <c>switchboard-clients</c>.</summary>
    [Required]
    public string Audience { get; set; } = "switchboard-clients";

    /// <summary>Tolerance for the clocks of those who issue tokens. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often connections are looked through for those whose token has expired; they may last that much longer. Default 15 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ExpiryInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a demo user's token is good for. Default 8 hours.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(8);
}
