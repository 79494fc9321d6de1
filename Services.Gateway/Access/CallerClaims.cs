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
    private const int MaxUserId = 200;

    /// <summary>
    /// Null when a claim that the platform needs is missing: no subject, an unknown role, or, in a token of
    /// the platform's own, a customer without a customer id.
    /// </summary>
    public static Caller? Read(ClaimsIdentity identity)
    {
        var userId = identity.FindFirst(Subject)?.Value;
        var customerId = identity.FindFirst(TokenClaims.CustomerId)?.Value;
        if (
            string.IsNullOrEmpty(userId)
            || userId.Length > MaxUserId
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
            Name = identity.FindFirst(TokenClaims.Name)?.Value ?? userId,
            Role = role,
            CustomerId = role == Role.Customer ? customerId : null,
        };
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
