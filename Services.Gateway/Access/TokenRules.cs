using System.Text;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts.Access;

namespace Services.Gateway.Access;

/// <summary>What a token must satisfy, the same for HTTP, WebSocket and Socket.IO.</summary>
internal static class TokenRules
{
    public static SymmetricSecurityKey Key(AuthOptions options) => new(Encoding.UTF8.GetBytes(options.SigningKey));

    /// <summary>Unix time in seconds: tokens that expire then or earlier are no longer good.</summary>
    public static long ExpiredUntil(AuthOptions options, TimeProvider time) => (time.GetUtcNow() - options.ClockSkew).ToUnixTimeSeconds();

    public static TokenValidationParameters Parameters(AuthOptions options) => new()
    {
        IssuerSigningKey = Key(options),
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidIssuer = options.Issuer,
        ValidAudience = options.Audience,
        ClockSkew = options.ClockSkew,
        RequireExpirationTime = true,
        NameClaimType = TokenClaims.Name,
        RoleClaimType = TokenClaims.Role,
    };
}
