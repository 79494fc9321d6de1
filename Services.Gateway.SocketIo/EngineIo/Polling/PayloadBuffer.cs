using System.Buffers;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>
/// Packets that wait for the client's next request, joined as they will be sent. Owns a pooled buffer only while there are some.
/// </summary>
internal struct PayloadBuffer
{
    private const int InitialSize = 512;

    private byte[]? _bytes;

    /// <summary>How many bytes wait.</summary>
    public int Length { get; private set; }

    /// <summary>How many packets wait.</summary>
    public int Packets { get; private set; }

    /// <summary>How many bytes a packet and its attachments will be, separators included.</summary>
    public static long SizeOf(ReadOnlySpan<byte> packet, ReadOnlySpan<ReadOnlyMemory<byte>> attachments)
    {
        var size = 1L + packet.Length;
        foreach (var attachment in attachments)
        {
            size += 1 + Payload.MaxBinaryLength(attachment.Length);
        }

        return size;
    }

    public void AddText(ReadOnlySpan<byte> packet)
    {
        var target = Reserve(packet.Length);
        packet.CopyTo(target);
        Length += packet.Length;
    }

    public void AddBinary(ReadOnlySpan<byte> bytes)
    {
        var target = Reserve(Payload.MaxBinaryLength(bytes.Length));
        Length += Payload.WriteBinary(target, bytes);
    }

    /// <summary>All of it; the caller disposes it.</summary>
    public InboundMessage Take()
    {
        var taken = new InboundMessage(InboundKind.Text, _bytes, Length);
        _bytes = null;
        Length = 0;
        Packets = 0;
        return taken;
    }

    /// <summary>Room for a packet behind those that wait.</summary>
    private Span<byte> Reserve(int size)
    {
        var needed = Length + 1 + size;
        if (_bytes is null || _bytes.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(InitialSize, Math.Max(needed, Length * 2)));
            if (_bytes is not null)
            {
                _bytes.AsSpan(0, Length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_bytes);
            }

            _bytes = larger;
        }

        if (Packets++ > 0)
        {
            _bytes[Length++] = Payload.Separator;
        }

        return _bytes.AsSpan(Length);
    }
}
