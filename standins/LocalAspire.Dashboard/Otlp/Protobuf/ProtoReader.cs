using System.Buffers.Binary;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary>
/// Reads Protocol Buffers' wire format from memory, field by field, without allocating. Callers switch on the whole tag
/// (<c>field &lt;&lt; 3 | wire type</c>), so a known field of an unexpected type is skipped like an unknown one.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>False at the end of the message.</summary>
    public bool TryReadTag(out uint tag)
    {
        if (_rest.IsEmpty)
        {
            tag = 0;
            return false;
        }

        var value = ReadVarint();
        if (value > uint.MaxValue || value >> 3 == 0)
        {
            throw new OtlpDecodingException("A field number is out of range.");
        }

        tag = (uint)value;
        return true;
    }

    public ulong ReadVarint()
    {
        var result = 0UL;
        for (var index = 0; index < 10 && index < _rest.Length; index++)
        {
            var current = _rest[index];
            result |= (ulong)(current & 0x7F) << (7 * index);
            if (current < 0x80)
            {
                _rest = _rest[(index + 1)..];
                return result;
            }
        }

        throw new OtlpDecodingException("A variable-length integer is truncated or too long.");
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed64());

    public int ReadZigZag32()
    {
        var value = (uint)ReadVarint();
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    /// <summary>A count that a hostile sender may have put out of range.</summary>
    public int ReadCount() => (int)Math.Min(ReadVarint(), int.MaxValue);

    /// <summary>The contents of a length-delimited field.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length <= (ulong)_rest.Length
            ? Take((int)length)
            : throw new OtlpDecodingException("A field is longer than its message.");
    }

    public void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case WireType.Varint: ReadVarint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Length: ReadBytes(); break;
            case WireType.Fixed32: Take(4); break;
            default: throw new OtlpDecodingException("Groups are not part of OTLP.");
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_rest.Length < length)
        {
            throw new OtlpDecodingException("The message is truncated.");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
