using System.Security.Cryptography;

namespace Services.Contracts.Ids;

/// <summary>Makes ids that follow from others: whoever derives one again gets the same.</summary>
public static class DerivedUuid
{
    /// <summary>A UUID of version 8 (RFC 9562, section 5.8) from the SHA-256 of what it follows from.</summary>
    public static Guid From(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
