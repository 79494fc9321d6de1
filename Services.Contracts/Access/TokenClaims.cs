namespace Services.Contracts.Access;

/// <summary>Claims of the platform's JSON Web Tokens beyond the registered ones (RFC 7519).</summary>
public static class TokenClaims
{
    /// <summary>Display name.</summary>
    public const string Name = "name";

    /// <summary>One of <see cref="Roles"/>.</summary>
    public const string Role = "role";

    /// <summary>The user's id in the business data; absent for staff.</summary>
    public const string CustomerId = "customer_id";
}
