using System.Security.Claims;

namespace Microsoft.IdentityModel.Tokens;

/// <summary>Whether a token may be trusted, and what it says if so.</summary>
public sealed class TokenValidationResult
{
    /// <summary>True when every check passed.</summary>
    public bool IsValid { get; init; }

    /// <summary>The token's claims; empty when it is not valid.</summary>
    public ClaimsIdentity ClaimsIdentity { get; init; } = new();

    /// <summary>Why it is not valid.</summary>
    public Exception? Exception { get; init; }
}

/// <summary>A token was refused.</summary>
public class SecurityTokenException : Exception
{
    /// <summary>Without a reason.</summary>
    public SecurityTokenException()
    {
    }

    /// <summary>With the reason.</summary>
    public SecurityTokenException(string message) : base(message)
    {
    }

    /// <summary>With the reason and what lies behind it.</summary>
    public SecurityTokenException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
