using System.Buffers;
using System.Buffers.Binary;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>The header of a frame from a client (RFC 6455, section 5.2).</summary>
internal readonly struct FrameHeader
{
    /// <summary>The longest header of a masked frame.</summary>
    public const int MaxSize = 14;

    private const int MinSize = 2;

    private readonly byte _first;

    private FrameHeader(byte first, int size, ulong length, bool isMasked, uint mask)
    {
        _first = first;
        Size = size;
        Length = length;
        IsMasked = isMasked;
        Mask = mask;
    }

    /// <summary>Bytes of the header itself.</summary>
    public int Size { get; }

    /// <summary>Bytes of the payload.</summary>
    public ulong Length { get; }

    /// <summary>Clients must mask.</summary>
    public bool IsMasked { get; }

    /// <summary>The four bytes of the mask, the first one lowest.</summary>
    public uint Mask { get; }

    public bool IsFinal => (_first & 0x80) != 0;

    /// <summary>RSV1, which permessage-deflate (RFC 7692) gives a meaning.</summary>
    public bool IsCompressed => (_first & 0x40) != 0;

    public bool HasReservedBits => (_first & 0x30) != 0;

    public Opcode Opcode => (Opcode)(_first & 0x0F);

    public bool IsControl => (_first & 0x08) != 0;

    /// <summary>False until the whole header is there.</summary>
    public static bool TryRead(in ReadOnlySequence<byte> input, out FrameHeader header)
    {
        var head = input.FirstSpan;
        if (head.Length < MaxSize && !input.IsSingleSegment)
        {
            Span<byte> joined = stackalloc byte[MaxSize];
            var part = input.Slice(0, Math.Min(input.Length, MaxSize));
            part.CopyTo(joined);
            return TryRead(joined[..(int)part.Length], out header);
        }

        return TryRead(head, out header);
    }

    private static bool TryRead(ReadOnlySpan<byte> head, out FrameHeader header)
    {
        header = default;
        if (head.Length < MinSize)
        {
            return false;
        }

        var isMasked = (head[1] & 0x80) != 0;
        var shortLength = head[1] & 0x7F;
        var lengthBytes = shortLength switch
        {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        var size = MinSize + lengthBytes + (isMasked ? 4 : 0);
        if (head.Length < size)
        {
            return false;
        }

        var length = lengthBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(head[MinSize..]),
            8 => BinaryPrimitives.ReadUInt64BigEndian(head[MinSize..]),
            _ => (ulong)shortLength,
        };
        var mask = isMasked ? BinaryPrimitives.ReadUInt32LittleEndian(head[(size - 4)..]) : 0;
        header = new FrameHeader(head[0], size, length, isMasked, mask);
        return true;
    }
}
