using System.Security.Claims;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>What goes into a new token.</summary>
public sealed class SecurityTokenDescriptor
{
    /// <summary><c>iss</c>.</summary>
    public string? Issuer { get; set; }

    /// <summary><c>aud</c>.</summary>
    public string? Audience { get; set; }

    /// <summary><c>exp</c>, UTC.</summary>
    public DateTime? Expires { get; set; }

    /// <summary><c>nbf</c>, UTC.</summary>
    public DateTime? NotBefore { get; set; }

    /// <summary><c>iat</c>, UTC.</summary>
    public DateTime? IssuedAt { get; set; }

    /// <summary>All other claims.</summary>
    public ClaimsIdentity? Subject { get; set; }

    /// <summary>Key and algorithm.</summary>
    public SigningCredentials? SigningCredentials { get; set; }
}
