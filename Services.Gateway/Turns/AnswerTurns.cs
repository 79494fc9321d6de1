using System.Security.Cryptography;
using Services.Contracts.Ids;

namespace Services.Gateway.Turns;

/// <summary>
/// The turn of an answer to a question. Derived from both, so that an answer that is sent again is the same turn; and never the question's
/// id itself, which others have seen.
/// </summary>
internal static class AnswerTurns
{
    /// <summary>A UUID of version 8 (RFC 9562) from the SHA-256 of the question's id and the answer.</summary>
    public static TurnId Of(ApprovalId approval, bool approved)
    {
        Span<byte> input = stackalloc byte[23];
        "answer"u8.CopyTo(input);
        approval.Value.TryWriteBytes(input[6..], bigEndian: true, out _);
        input[22] = approved ? (byte)1 : (byte)0;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new TurnId(new Guid(hash[..16], bigEndian: true));
    }
}
