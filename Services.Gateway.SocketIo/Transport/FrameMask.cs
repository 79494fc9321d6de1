using System.Numerics;
using System.Runtime.InteropServices;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>The masking of client frames (RFC 6455, section 5.3).</summary>
internal static class FrameMask
{
    /// <summary>Copies masked bytes in the clear.</summary>
    /// <param name="source">Masked bytes.</param>
    /// <param name="target">Room for as many.</param>
    /// <param name="mask">The frame's mask, its first byte lowest.</param>
    /// <param name="offset">How many bytes of the frame's payload come before <paramref name="source"/>.</param>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> target, uint mask, int offset)
    {
        var turned = BitOperations.RotateRight(mask, (offset & 3) * 8);
        var position = 0;
        if (Vector.IsHardwareAccelerated && source.Length >= Vector<byte>.Count)
        {
            var pattern = Vector.AsVectorByte(new Vector<uint>(turned));
            for (; position <= source.Length - Vector<byte>.Count; position += Vector<byte>.Count)
            {
                (new Vector<byte>(source[position..]) ^ pattern).CopyTo(target[position..]);
            }
        }

        var words = MemoryMarshal.Cast<byte, uint>(source[position..]);
        var targets = MemoryMarshal.Cast<byte, uint>(target[position..]);
        for (var i = 0; i < words.Length; i++)
        {
            targets[i] = words[i] ^ turned;
        }

        for (position += words.Length * 4; position < source.Length; position++)
        {
            target[position] = (byte)(source[position] ^ (byte)(turned >> ((position & 3) * 8)));
        }
    }
}
