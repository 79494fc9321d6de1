using System.Security.Claims;
using Services.Contracts.Access;
using Services.Contracts.Json;

namespace Services.Gateway.Access.Oidc;

/// <summary>Reads a provider's token as the platform's own claims.</summary>
internal static class OidcClaims
{
    /// <summary>Says that an identity was read here: unlike in the platform's own tokens, a customer may have no customer id.</summary>
    public const string AuthenticationType = "OpenIdConnect";

    private const string Subject = "sub";
    private const string Expiry = "exp";

    private static readonly string[] NameClaims = [TokenClaims.Name, "preferred_username", "email"];

    /// <summary>From the most to the least that a role may do.</summary>
    private static readonly string[] KnownRoles =
    [
        EnumNames.Of(Role.Administrator),
        EnumNames.Of(Role.Operator),
        EnumNames.Of(Role.Customer),
    ];

    /// <summary>
    /// Of several roles, the one that may do most. Without a role, a customer; with roles of which none is known, a customer without a
    /// customer id, who has no orders to see.
    /// </summary>
    public static ClaimsIdentity Map(ClaimsIdentity token, AuthOptions options)
    {
        var roles = token.FindAll(options.RoleClaim).Select(claim => claim.Value).ToList();
        var known = Array.Find(KnownRoles, roles.Contains);
        var identity = new ClaimsIdentity(AuthenticationType, TokenClaims.Name, TokenClaims.Role);
        AddAll(Subject, Subject);
        Add(Expiry, token.FindFirst(Expiry)?.Value);
        Add(
            TokenClaims.Name,
            NameClaims.Select(name => DisplayNames.Clean(token.FindFirst(name)?.Value)).FirstOrDefault(value => value is not null)
        );
        Add(TokenClaims.Role, known ?? EnumNames.Of(Role.Customer));
        if (known is not null || roles.Count == 0)
        {
            AddAll(TokenClaims.CustomerId, options.CustomerClaim);
        }

        return identity;

        // Whether more than one is one too many, whoever reads the identity decides.
        void AddAll(string type, string source)
        {
            foreach (var claim in token.FindAll(source))
            {
                Add(type, claim.Value);
            }
        }

        void Add(string type, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                identity.AddClaim(new Claim(type, value));
            }
        }
    }
}
