using Microsoft.Extensions.Options;
using Services.Gateway.Access;
using Services.Gateway.Forwarding;

namespace Services.Gateway;

/// <summary>What settings of sign-in and of forwarding must be together.</summary>
internal sealed class ForwardingSecretValidator(IOptions<ForwardingOptions> forwarding) : IValidateOptions<AuthOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthOptions options) =>
        options.SigningKey.Length > 0 || forwarding.Value.Secret is { Length: > 0 }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Gateway:Forwarding:Secret must be set where there is no Auth:SigningKey to derive it from.");
}
