using Microsoft.IdentityModel.Tokens;

namespace Services.Gateway.Access;

/// <summary>Has ASP.NET Core's bearer authentication validate as the sockets do; its own parameters are not used.</summary>
internal sealed class BearerTokenHandler(TokenValidator validator) : TokenHandler
{
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        await validator.ValidateAsync(token);
}
