using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts.Access;

namespace Services.Gateway.Access;

/// <summary>Verifies tokens that do not come in an HTTP header.</summary>
internal sealed class TokenVerifier(IOptions<AuthOptions> options)
{
    private readonly JsonWebTokenHandler _handler = new();
    private readonly TokenValidationParameters _parameters = TokenRules.Parameters(options.Value);

    /// <summary>Who the token speaks for; null if it may not be trusted.</summary>
    public async Task<Caller?> VerifyAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _parameters);
        return result.IsValid ? CallerClaims.Read(result.ClaimsIdentity) : null;
    }
}
