namespace Microsoft.IdentityModel.Tokens;

/// <summary>What a token must satisfy. Everything is checked unless it is turned off here.</summary>
public sealed class TokenValidationParameters
{
    /// <summary>The key.</summary>
    public SecurityKey? IssuerSigningKey { get; set; }

    /// <summary>Algorithms that are let through; all that the handler knows when null.</summary>
    public IEnumerable<string>? ValidAlgorithms { get; set; }

    /// <summary>The expected <c>iss</c>.</summary>
    public string? ValidIssuer { get; set; }

    /// <summary>The expected <c>aud</c>.</summary>
    public string? ValidAudience { get; set; }

    /// <summary>Tolerance for <c>exp</c> and <c>nbf</c>; five minutes by default.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Refuses tokens without <c>exp</c>; true by default.</summary>
    public bool RequireExpirationTime { get; set; } = true;

    /// <summary>The claim that is the user's name.</summary>
    public string NameClaimType { get; set; } = "name";

    /// <summary>The claim that is the user's role.</summary>
    public string RoleClaimType { get; set; } = "role";
}
