using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts.Access;

namespace Services.Gateway.Access;

/// <summary>
/// Verifies tokens that do not come in an HTTP header. What was verified is known for a while: a user's tabs, and clients that come back, show the
/// same token again. Thread-safe.
/// </summary>
internal sealed class TokenVerifier(IOptions<AuthOptions> options, TimeProvider time)
{
    private const string Expiry = "exp";
    private const int MostKnown = 4_096;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(5);

    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _parameters = TokenRules.Parameters(options.Value);
    private readonly LruCache<string, Known> _known = new(MostKnown, KnownFor, time);

    /// <summary>Who the token speaks for; null if it may not be trusted.</summary>
    public ValueTask<Caller?> VerifyAsync(string token) =>
        _known.TryGet(token, out var known) && (time.GetUtcNow() - _parameters.ClockSkew).ToUnixTimeSeconds() < known.Expires
            ? new(known.Caller)
            : new(ValidateAsync(token));

    private async Task<Caller?> ValidateAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _parameters);
        if (!result.IsValid || CallerClaims.Read(result.ClaimsIdentity) is not { } caller)
        {
            return null;
        }

        if (long.TryParse(result.ClaimsIdentity.FindFirst(Expiry)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var expires))
        {
            _known.Set(token, new Known(caller, expires));
        }

        return caller;
    }

    /// <param name="Caller">Who the token speaks for.</param>
    /// <param name="Expires">When it expires, Unix time in seconds.</param>
    private sealed record Known(Caller Caller, long Expires);
}
