namespace Microsoft.IdentityModel.Tokens;

/// <summary>A key that tokens are signed and verified with.</summary>
public abstract class SecurityKey;

/// <summary>A shared secret.</summary>
public sealed class SymmetricSecurityKey : SecurityKey
{
    /// <summary>HS256 wants at least 32 bytes (RFC 7518, section 3.2).</summary>
    public SymmetricSecurityKey(byte[] key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Length < 32)
        {
            throw new ArgumentOutOfRangeException(nameof(key), "The key must have at least 32 bytes.");
        }

        Key = key;
    }

    /// <summary>The secret.</summary>
    public byte[] Key { get; }
}

/// <summary>A key with the algorithm to use it with.</summary>
public sealed class SigningCredentials(SecurityKey key, string algorithm)
{
    /// <summary>The key.</summary>
    public SecurityKey Key { get; } = key;

    /// <summary>One of <see cref="SecurityAlgorithms"/>.</summary>
    public string Algorithm { get; } = algorithm;
}

/// <summary>Algorithm names of RFC 7518.</summary>
public static class SecurityAlgorithms
{
    /// <summary>HMAC with SHA-256.</summary>
    public const string HmacSha256 = "HS256";
}
