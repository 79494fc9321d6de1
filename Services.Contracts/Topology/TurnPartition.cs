using Services.Contracts.Ids;

namespace Services.Contracts.Topology;

/// <summary>Which turn queue a session belongs to. Every service must compute the same, so the hash is part of the contract.</summary>
public static class TurnPartition
{
    /// <summary>FNV-1a (32 bits) over the UUID's 16 bytes in network order, modulo <paramref name="partitions"/>.</summary>
    public static int Of(SessionId session, int partitions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitions, 1);
        Span<byte> bytes = stackalloc byte[16];
        session.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        var hash = 2166136261u;
        foreach (var b in bytes)
        {
            hash = unchecked((hash ^ b) * 16777619u);
        }

        return (int)(hash % (uint)partitions);
    }
}
