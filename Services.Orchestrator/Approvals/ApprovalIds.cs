using System.Security.Cryptography;
using Services.Contracts.Ids;

namespace Services.Orchestrator.Approvals;

/// <summary>
/// The id of a turn's approval. Derived from the turn, so that a turn that runs again asks the same question instead of a second one.
/// </summary>
internal static class ApprovalIds
{
    /// <summary>A UUID of version 8 (RFC 9562) from the SHA-256 of the turn's id.</summary>
    public static ApprovalId Of(TurnId turn)
    {
        Span<byte> input = stackalloc byte[24];
        "approval"u8.CopyTo(input);
        turn.Value.TryWriteBytes(input[8..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new ApprovalId(new Guid(hash[..16], bigEndian: true));
    }
}
