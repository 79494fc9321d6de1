using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Services.Gateway.Access.Oidc;

namespace Services.Gateway.Access;

/// <summary>
/// Validates tokens, the same for HTTP, WebSocket and Socket.IO: those that the shared secret signs, and those of the provider. Which one a
/// token has to satisfy, its algorithm says. Thread-safe.
/// </summary>
internal sealed class TokenValidator(IOptions<AuthOptions> options, OidcProvider provider)
{
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters? _shared =
        options.Value.SigningKey.Length > 0 ? TokenValidation.Parameters(options.Value) : null;

    /// <summary>A valid result's identity has the platform's claims, whoever signed.</summary>
    public async ValueTask<TokenValidationResult> ValidateAsync(string token)
    {
        if (!provider.IsConfigured)
        {
            return await _handler.ValidateTokenAsync(token, _shared);
        }

        if (Read(token) is not { } jwt)
        {
            return Invalid("It is no JSON Web Token.");
        }

        return _shared is not null && jwt.Alg == SecurityAlgorithms.HmacSha256
            ? await _handler.ValidateTokenAsync(jwt, _shared)
            : await ValidateOfProviderAsync(jwt);
    }

    private async ValueTask<TokenValidationResult> ValidateOfProviderAsync(JsonWebToken jwt)
    {
        if (await provider.GetAsync() is not { } said)
        {
            return Invalid("The provider's keys are not known.");
        }

        var result = await _handler.ValidateTokenAsync(jwt, TokenValidation.Parameters(options.Value, said));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            var newer = await provider.RefreshAsync(said);
            if (newer is not null && !ReferenceEquals(newer, said))
            {
                result = await _handler.ValidateTokenAsync(jwt, TokenValidation.Parameters(options.Value, newer));
            }
        }

        if (result.IsValid)
        {
            result.ClaimsIdentity = OidcClaims.Map(result.ClaimsIdentity, options.Value);
        }

        return result;
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return _handler.CanReadToken(token) ? _handler.ReadJsonWebToken(token) : null;
        }
        catch (Exception failure) when (failure is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }

    private static TokenValidationResult Invalid(string reason) =>
        new() { IsValid = false, Exception = new SecurityTokenException(reason) };
}
