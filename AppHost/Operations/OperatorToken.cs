using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AppHost.Operations;

/// <summary>What a service knows an operator by: a token that is good for one service and for seconds.</summary>
internal static class OperatorToken
{
    private const string Issuer = "switchboard-operators";

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>A token for the service of that name, signed with the key that the service was given.</summary>
    public static string Create(string key, string service, TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = Issuer,
                Audience = service,
                NotBefore = now,
                IssuedAt = now,
                Expires = now + Lifetime,
                SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)),
                    SecurityAlgorithms.HmacSha256
                ),
            }
        );
    }
}
