using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Access;

/// <summary>How tokens are verified, and in development issued.</summary>
public sealed class AuthOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Auth";

    /// <summary>
    /// The shared secret of HS256: UTF-8 text of at least 32 bytes. Without it, tokens come from <see cref="Authority"/> only. Default:
    /// none.
    /// </summary>
    public string SigningKey { get; set; } = "";

    /// <summary>The expected <c>iss</c> of tokens that <see cref="SigningKey"/> signs. Default <c>switchboard</c>.</summary>
    [Required]
    public string Issuer { get; set; } = "switchboard";

    /// <summary>The expected <c>aud</c>, whoever signed. Default <c>switchboard-clients</c>.</summary>
    [Required]
    public string Audience { get; set; } = "switchboard-clients";

    /// <summary>Demo users sign in without a password. Default: in development only. Needs <see cref="SigningKey"/>.</summary>
    public bool? Demo { get; set; }

    /// <summary>True if demo users can sign in.</summary>
    internal bool HasDemoUsers(IHostEnvironment environment) => Demo ?? (environment.IsDevelopment() && SigningKey.Length > 0);

    /// <summary>
    /// The OpenID Connect provider whose tokens are taken too: the address before <c>/.well-known/openid-configuration</c>, with https
    /// unless it is on this machine. Default: none.
    /// </summary>
    public Uri? Authority { get; set; }

    /// <summary>The page's client id there. Without one, the page does not offer the provider. Default: none.</summary>
    public string? ClientId { get; set; }

    /// <summary>What the page asks the provider for. Default <c>openid profile offline_access</c>.</summary>
    [Required]
    public string Scope { get; set; } = "openid profile offline_access";

    /// <summary>What the provider is called on the page. Default: its host.</summary>
    public string? Name { get; set; }

    /// <summary>The claim of the provider's tokens with the role or the roles. Default <c>role</c>.</summary>
    [Required]
    public string RoleClaim { get; set; } = "role";

    /// <summary>The claim of the provider's tokens with the customer's id in the business data. Default <c>customer_id</c>.</summary>
    [Required]
    public string CustomerClaim { get; set; } = "customer_id";

    /// <summary>Longest wait for the provider; then its tokens are refused. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan ProviderTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Shortest time between two questions for the provider's keys, whether because it did not answer or because a token names a key that
    /// is not known. Default 15 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan ProviderRetryInterval { get; set; } = TimeSpan.FromSeconds(15);

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
