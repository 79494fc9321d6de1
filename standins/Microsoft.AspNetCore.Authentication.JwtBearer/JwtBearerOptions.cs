using Microsoft.IdentityModel.Tokens;

namespace Microsoft.AspNetCore.Authentication.JwtBearer;

/// <summary>How bearer tokens are verified.</summary>
public sealed class JwtBearerOptions : AuthenticationSchemeOptions
{
    /// <summary>What a token must satisfy.</summary>
    public TokenValidationParameters TokenValidationParameters { get; set; } = new();

    /// <summary>Hooks into the process.</summary>
    public new JwtBearerEvents Events { get; set; } = new();

    /// <summary>Kept for the package's sake: claims are never renamed here, so only false is supported.</summary>
    public bool MapInboundClaims { get; set; }
}
