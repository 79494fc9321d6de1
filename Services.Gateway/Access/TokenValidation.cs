using System.Text;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts.Access;

namespace Services.Gateway.Access;

/// <summary>What a token must satisfy, the same for HTTP, WebSocket and Socket.IO.</summary>
internal static class TokenValidation
{
    private const long SecondsOfAMonth = 30 * 24 * 60 * 60;

    /// <summary>Those with a key pair: a key that the provider publishes can sign nothing.</summary>
    private static readonly string[] ProviderAlgorithms =
    [
        SecurityAlgorithms.RsaSha256,
        SecurityAlgorithms.RsaSha384,
        SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384,
        SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256,
        SecurityAlgorithms.EcdsaSha384,
        SecurityAlgorithms.EcdsaSha512,
    ];

    public static SymmetricSecurityKey Key(AuthOptions options) => new(Encoding.UTF8.GetBytes(options.SigningKey));

    /// <summary>Unix time in seconds: tokens that expire then or earlier are no longer good.</summary>
    public static long ExpiredUntil(AuthOptions options, TimeProvider time) => (time.GetUtcNow() - options.ClockSkew).ToUnixTimeSeconds();

    /// <summary>How long a token is good that expires at that Unix time in seconds; what is more than a month counts as a month.</summary>
    public static TimeSpan TimeLeft(long expires, AuthOptions options, TimeProvider time) =>
        TimeSpan.FromSeconds(Math.Clamp(expires - ExpiredUntil(options, time), 0, SecondsOfAMonth));

    /// <summary>For tokens that the shared secret signs.</summary>
    public static TokenValidationParameters Parameters(AuthOptions options)
    {
        var parameters = Common(options);
        parameters.IssuerSigningKey = Key(options);
        parameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        parameters.ValidIssuer = options.Issuer;
        return parameters;
    }

    /// <summary>For tokens of the provider.</summary>
    public static TokenValidationParameters Parameters(AuthOptions options, OpenIdConnectConfiguration provider)
    {
        var parameters = Common(options);
        parameters.IssuerSigningKeys = provider.SigningKeys;
        parameters.ValidAlgorithms = ProviderAlgorithms;
        parameters.ValidIssuer = provider.Issuer;
        return parameters;
    }

    private static TokenValidationParameters Common(AuthOptions options) =>
        new()
        {
            ValidAudience = options.Audience,
            ClockSkew = options.ClockSkew,
            RequireExpirationTime = true,
            NameClaimType = TokenClaims.Name,
            RoleClaimType = TokenClaims.Role,
        };
}
