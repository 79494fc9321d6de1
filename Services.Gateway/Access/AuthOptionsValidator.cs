using System.Text;
using Microsoft.Extensions.Options;

namespace Services.Gateway.Access;

/// <summary>What settings of sign-in must be together.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    private const int MinKeyBytes = 32;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(AuthOptions options)
    {
        var hasKey = options.SigningKey.Length > 0;
        if (!hasKey && options.Authority is null)
        {
            yield return "Auth:SigningKey or Auth:Authority must be set: without either, nobody can sign in.";
        }

        if (hasKey && Encoding.UTF8.GetByteCount(options.SigningKey) < MinKeyBytes)
        {
            yield return "Auth:SigningKey must have at least 32 bytes.";
        }

        if (!hasKey && options.Demo == true)
        {
            yield return "Auth:Demo needs Auth:SigningKey, which signs the tokens of demo users.";
        }

        if (options.Authority is { } authority && !IsAcceptable(authority))
        {
            yield return "Auth:Authority must be an https address, or http on this machine.";
        }

        if (options.ClientId is { Length: > 0 } && options.Authority is null)
        {
            yield return "Auth:ClientId needs Auth:Authority, the provider that knows it.";
        }

        if (!options.Scope.Split(' ').Contains("openid"))
        {
            yield return "Auth:Scope must contain openid.";
        }
    }

    private static bool IsAcceptable(Uri authority) =>
        authority.IsAbsoluteUri
        && (authority.Scheme == Uri.UriSchemeHttps || (authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback));
}
