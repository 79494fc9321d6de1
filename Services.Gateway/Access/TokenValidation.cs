using System.Text;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts.Access;

namespace Services.Gateway.Access;

/// <summary>What a token must satisfy, the same for HTTP, WebSocket and Socket.IO.</summary>
internal static class TokenValidation
{
    private const long SecondsOfAMonth = 30 * 24 * 60 * 60;

    public static SymmetricSecurityKey Key(AuthOptions options) => new(Encoding.UTF8.GetBytes(options.SigningKey));

    /// <summary>Unix time in seconds: tokens that expire then or earlier are no longer good.</summary>
    public static long ExpiredUntil(AuthOptions options, TimeProvider time) => (time.GetUtcNow() - options.ClockSkew).ToUnixTimeSeconds();

    /// <summary>How long a token is good that expires at that Unix time in seconds; what is more than a month counts as a month.</summary>
    public static TimeSpan TimeLeft(long expires, AuthOptions options, TimeProvider time) =>
        TimeSpan.FromSeconds(Math.Clamp(expires - ExpiredUntil(options, time), 0, SecondsOfAMonth));

    public static TokenValidationParameters Parameters(AuthOptions options) =>
        new()
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
