using System.Security.Cryptography;
using System.Text;

namespace LocalAspire.Dashboard.Access;

/// <summary>A key or token that callers must present. Comparing takes the same time however much of a guess is right.</summary>
internal sealed class Secret(string value)
{
    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(value));

    public bool Matches(string? guess) =>
        !string.IsNullOrEmpty(guess)
        && CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(guess)));
}
