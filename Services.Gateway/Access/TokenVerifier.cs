using Microsoft.Extensions.Options;
using Services.Gateway.Caching;

namespace Services.Gateway.Access;

/// <summary>
/// Verifies tokens that do not come in an HTTP header. What was verified is known for a while: a user's tabs, and clients that come back,
/// show the same token again. Thread-safe.
/// </summary>
internal sealed class TokenVerifier(TokenValidator validator, IOptions<AuthOptions> options, TimeProvider time)
{
    private const int MostKnown = 4_096;

    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(5);

    private readonly LruCache<string, VerifiedToken> _known = new(MostKnown, KnownFor, time);

    /// <summary>What the token says; null if it may not be trusted.</summary>
    public ValueTask<VerifiedToken?> VerifyAsync(string token) =>
        _known.TryGet(token, out var known) && TokenValidation.ExpiredUntil(options.Value, time) < known.Expires
            ? new(known)
            : new(ValidateAsync(token));

    private async Task<VerifiedToken?> ValidateAsync(string token)
    {
        var result = await validator.ValidateAsync(token);
        if (!result.IsValid || CallerClaims.ReadToken(result.ClaimsIdentity) is not { } verified)
        {
            return null;
        }

        _known.Set(token, verified);
        return verified;
    }
}
