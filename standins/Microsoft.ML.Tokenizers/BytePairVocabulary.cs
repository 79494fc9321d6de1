using System.Numerics;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Tokens by rank and ranks by token: all bytes in one block, an index of offsets, and an open-addressing table, so that two hundred thousand
/// tokens cost three arrays and no objects.
/// </summary>
internal sealed class BytePairVocabulary
{
    private readonly byte[] _packed;
    private readonly int[] _offsets;
    private readonly int[] _slots;
    private readonly uint _mask;

    private BytePairVocabulary(byte[] packed, int[] offsets)
    {
        _packed = packed;
        _offsets = offsets;
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)offsets.Length * 2)];
        _mask = (uint)_slots.Length - 1;
        for (var rank = 0; rank < offsets.Length; rank++)
        {
            var slot = Hash(Token(rank)) & _mask;
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _slots[slot] = rank + 1;
        }
    }

    public int Count => _offsets.Length;

    /// <summary>Reads tokens in the order of their ranks, each one byte of length and then its bytes.</summary>
    public static BytePairVocabulary Read(byte[] packed)
    {
        var offsets = new List<int>(200_000);
        for (var at = 0; at < packed.Length; at += packed[at] + 1)
        {
            offsets.Add(at);
        }

        return new BytePairVocabulary(packed, [.. offsets]);
    }

    /// <summary>The token's rank, or -1.</summary>
    public int RankOf(ReadOnlySpan<byte> token)
    {
        for (var slot = Hash(token) & _mask; _slots[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (Token(_slots[slot] - 1).SequenceEqual(token))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    public bool TryGetToken(int rank, out ReadOnlySpan<byte> token)
    {
        var known = (uint)rank < (uint)_offsets.Length;
        token = known ? Token(rank) : default;
        return known;
    }

    private ReadOnlySpan<byte> Token(int rank) => _packed.AsSpan(_offsets[rank] + 1, _packed[_offsets[rank]]);

    // FNV-1a, 32 bits, with a final mix because only the low bits choose the slot.
    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var b in bytes)
        {
            hash = (hash ^ b) * 16777619u;
        }

        hash ^= hash >> 15;
        return hash * 0x85EBCA6Bu ^ hash >> 13;
    }
}
