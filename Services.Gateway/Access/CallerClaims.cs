using System.Globalization;
using System.Security.Claims;
using Services.Contracts.Access;
using Services.Contracts.Json;
using Services.Gateway.Access.Oidc;

namespace Services.Gateway.Access;

/// <summary>Reads the caller out of a verified token.</summary>
internal static class CallerClaims
{
    private const string Subject = "sub";
    private const string Expiry = "exp";

    /// <summary>
    /// Null when a claim that the platform needs is missing or no id: no subject, or one by which somebody else could be meant; an unknown
    /// role; or, in a token of the platform's own, a customer without a customer id. Whoever signed, this is asked.
    /// </summary>
    public static Caller? Read(ClaimsIdentity identity)
    {
        var userId = OnlyOne(identity, Subject);
        var customerId = OnlyOne(identity, TokenClaims.CustomerId);
        if (
            !UserIds.IsValid(userId)
            || (!string.IsNullOrEmpty(customerId) && !UserIds.IsValid(customerId))
            || !EnumNames.TryParse<Role>(identity.FindFirst(TokenClaims.Role)?.Value, out var role)
        )
        {
            return null;
        }

        if (role == Role.Customer && string.IsNullOrEmpty(customerId) && identity.AuthenticationType != OidcClaims.AuthenticationType)
        {
            return null;
        }

        return new Caller
        {
            UserId = userId,
            Name = DisplayNames.Clean(identity.FindFirst(TokenClaims.Name)?.Value) ?? userId,
            Role = role,
            CustomerId = role == Role.Customer ? customerId : null,
        };
    }

    /// <summary>A claim that is there more than once says nothing certain: its values together, which are no id.</summary>
    private static string? OnlyOne(ClaimsIdentity identity, string type)
    {
        var values = identity.FindAll(type).Select(static claim => claim.Value).ToList();
        return values.Count == 0 ? null : string.Join('\n', values);
    }

    /// <summary>The caller and the end of a verified token; null when either is missing.</summary>
    public static VerifiedToken? ReadToken(ClaimsIdentity identity) =>
        Read(identity) is { } caller
        && long.TryParse(identity.FindFirst(Expiry)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            ? new VerifiedToken(caller, expires)
            : null;

    /// <summary>True for who showed a token that has everything the platform needs.</summary>
    public static bool IsCaller(ClaimsPrincipal user) =>
        user.Identity is ClaimsIdentity { IsAuthenticated: true } identity && ReadToken(identity) is not null;

    /// <summary>The caller of an authorised request.</summary>
    public static Caller Caller(this HttpContext context) => context.Token().Caller;

    /// <summary>The token of an authorised request.</summary>
    public static VerifiedToken Token(this HttpContext context) =>
        context.User.Identity is ClaimsIdentity { IsAuthenticated: true } identity && ReadToken(identity) is { } token
            ? token
            : throw new InvalidOperationException("The endpoint was reached without authorisation.");
}
