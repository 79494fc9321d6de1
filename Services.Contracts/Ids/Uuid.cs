using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Services.Contracts.Ids;

/// <summary>
/// Makes UUIDs of version 7 (RFC 9562, section 5.7): milliseconds, then 74 random bits. The random bits come from the system's generator,
/// fetched in bulk, because each fetch is a call into the kernel and a message has several ids. Thread-safe.
/// </summary>
internal static class Uuid
{
    private const int Size = 16;
    private const int TimeBytes = 6;
    private const int Fetched = 64 * (Size - TimeBytes);

    // Random bytes of this thread, each used once.
    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    /// <summary>A new one; those of one process sort by the millisecond in which they were made.</summary>
    public static Guid New()
    {
        Span<byte> uuid = stackalloc byte[Size];
#pragma warning disable RS0030 // An id is made wherever one is needed, without a service at hand; its time orders ids and decides nothing.
        BinaryPrimitives.WriteInt64BigEndian(uuid, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 16);
#pragma warning restore RS0030
        TakeRandom(uuid[TimeBytes..]);
        uuid[6] = (byte)(0x70 | (uuid[6] & 0x0F));
        uuid[8] = (byte)(0x80 | (uuid[8] & 0x3F));
        return new Guid(uuid, bigEndian: true);
    }

    private static void TakeRandom(Span<byte> destination)
    {
        var random = _random ??= new byte[Fetched];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(random);
            _left = Fetched;
        }

        var next = random.AsSpan(Fetched - _left, destination.Length);
        next.CopyTo(destination);
        next.Clear();
        _left -= destination.Length;
    }
}
