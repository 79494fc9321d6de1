using System.Buffers;
using System.Buffers.Binary;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Transport;

/// <summary>Frames as a client makes them, and pieces of them as a network does.</summary>
internal static class ClientFrames
{
    /// <summary>Whole frames, and some that no client should send.</summary>
    public static byte[][] Corpus { get; } =
    [
        Frame(Opcode.Text, "2probe"u8),
        Frame(Opcode.Text, "42[\"message\",\"ü🚀\"]"u8),
        Frame(Opcode.Binary, [0, 1, 2, 255]),
        Frame(Opcode.Text, []),
        Frame(Opcode.Ping, "ping"u8),
        Frame(Opcode.Pong, []),
        Frame(Opcode.Close, [0x03, 0xE8]),
        Frame(Opcode.Close, []),
        Frame(Opcode.Binary, new byte[126]),
        Frame(Opcode.Binary, new byte[70_000]),
        [.. Frame(Opcode.Text, "a"u8, isFinal: false), .. Frame(Opcode.Ping, []), .. Frame(Opcode.Continuation, "b"u8)],
        Frame(Opcode.Continuation, "x"u8),
        Frame(Opcode.Text, [0xC0, 0xAF]),
        Frame(Opcode.Ping, new byte[126]),
        Frame((Opcode)3, []),
        [0x82, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0],
        [0x82, 0x05, 1, 2, 3, 4, 5],
        [0xC1, 0x81, 1, 2, 3, 4, 5],
    ];

    public static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload, bool isFinal = true, uint mask = 0x3A4C51F7, int reserved = 0)
    {
        var frame = new List<byte> { (byte)((isFinal ? 0x80 : 0) | (reserved << 4) | (int)opcode) };
        Span<byte> number = stackalloc byte[8];
        switch (payload.Length)
        {
            case < 126:
                frame.Add((byte)(0x80 | payload.Length));
                break;
            case <= ushort.MaxValue:
                BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)payload.Length);
                frame.AddRange([0x80 | 126, .. number[..2]]);
                break;
            default:
                BinaryPrimitives.WriteUInt64BigEndian(number, (ulong)payload.Length);
                frame.AddRange([0x80 | 127, .. number]);
                break;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(number, mask);
        frame.AddRange(number[..4]);
        for (var i = 0; i < payload.Length; i++)
        {
            frame.Add((byte)(payload[i] ^ number[i % 4]));
        }

        return [.. frame];
    }

    /// <summary>The bytes in segments of a size, as a pipe holds them.</summary>
    public static ReadOnlySequence<byte> Segmented(ReadOnlyMemory<byte> bytes, int size)
    {
        if (bytes.Length <= size)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        var first = new Segment(bytes[..size], null);
        var last = first;
        for (var start = size; start < bytes.Length; start += size)
        {
            last = new Segment(bytes.Slice(start, Math.Min(size, bytes.Length - start)), last);
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? before)
        {
            Memory = memory;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
