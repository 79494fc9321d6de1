using FsCheck;
using FsCheck.Fluent;

namespace Services.Gateway.SocketIo.Tests.Fuzzing;

/// <summary>
/// Makes garbage that resembles what a peer would send: seeds with places changed, cut out, doubled, or spliced into each other.
/// </summary>
internal static class Mutator
{
    private const int MaxRandomBytes = 96;

    private static readonly byte[][] Interesting =
    [
        [0x00],
        [0xFF],
        [0x7F],
        [0x80],
        [0x1E],
        "-"u8.ToArray(),
        ","u8.ToArray(),
        "["u8.ToArray(),
        "]"u8.ToArray(),
        "\""u8.ToArray(),
        "\\"u8.ToArray(),
        "{\"_placeholder\":true,\"num\":0}"u8.ToArray(),
        "\\ud800"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
        "b"u8.ToArray(),
        "\r\n"u8.ToArray(),
        [0xED, 0xA0, 0x80],
    ];

    /// <summary>Garbage from the seeds; what fails is reported with the bytes themselves.</summary>
    public static Arbitrary<byte[]> Of(IReadOnlyList<byte[]> seeds) =>
        Arb.From(from number in Gen.Choose(0, int.MaxValue) select Next(seeds, new Random(number)));

    /// <summary>The next piece of garbage.</summary>
    public static byte[] Next(IReadOnlyList<byte[]> seeds, Random random)
    {
        if (random.Next(10) == 0)
        {
            var bytes = new byte[random.Next(MaxRandomBytes)];
            random.NextBytes(bytes);
            return bytes;
        }

        var garbage = seeds[random.Next(seeds.Count)];
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            garbage = Change(garbage, seeds, random);
        }

        return garbage;
    }

    private static byte[] Change(byte[] bytes, IReadOnlyList<byte[]> seeds, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var end = random.Next(at, bytes.Length + 1);
        return random.Next(6) switch
        {
            0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[Math.Min(at + 1, bytes.Length)..]],
            1 => [.. bytes[..at], .. Interesting[random.Next(Interesting.Length)], .. bytes[end..]],
            2 => [.. bytes[..at], .. bytes[end..]],
            3 => [.. bytes[..end], .. bytes[at..]],
            4 => bytes[..at],
            _ => [.. bytes[..at], .. seeds[random.Next(seeds.Count)]],
        };
    }
}
