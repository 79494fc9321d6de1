using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Services.Gateway.SocketIo.Tests.Fuzzing;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Transport;

/// <summary>The frames of clients, in whatever pieces they come.</summary>
public sealed class MessageParserTests
{
    private const int MaxBytes = 2_000;

    private static readonly string[] Letters = ["a", "ü", "€", "🚀", "\u0000", "\u001e"];
    private static readonly int[] PieceSizes = [1, 2, 3, 7, 13, 64, 1_000, int.MaxValue / 2];

    [Fact]
    public void Read_AnyMessagesInAnyFragmentsAndPieces_AreThoseThatWereSent() =>
        Prop.ForAll(
                Conversations(),
                conversation => ParsedFrames.Of(conversation.Bytes, conversation.PieceSize, MaxBytes).SequenceEqual(conversation.Expected)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyBytes_FindsTheSameInWhateverPiecesTheyCome() =>
        Prop.ForAll(
                Mutator.Of(ClientFrames.Corpus),
                bytes =>
                {
                    var whole = ParsedFrames.Of(bytes, PieceSizes[^1], MaxBytes);
                    return PieceSizes.All(size => ParsedFrames.Of(bytes, size, MaxBytes).SequenceEqual(whole));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Read_AnyBytesWithCompression_NeverThrowsAndKeepsTheLimit() =>
        Prop.ForAll(
                Mutator.Of([.. ClientFrames.Corpus, .. Compressed()]),
                bytes =>
                {
                    ParsedFrames.Of(bytes, PieceSizes[^1], MaxBytes, allowsCompression: true);
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1_999)]
    public void Copy_AtAnyOffset_Unmasks(int length)
    {
        var clear = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();
        const uint Mask = 0xA1B2C3D4;
        var masked = clear.Select((value, i) => (byte)(value ^ (byte)(Mask >> (i % 4 * 8)))).ToArray();

        for (var offset = 0; offset <= Math.Min(length, 9); offset++)
        {
            var target = new byte[length - offset];
            FrameMask.Copy(masked.AsSpan(offset), target, Mask, offset);
            Assert.Equal(clear[offset..], target);
        }
    }

    /// <summary>Messages of up to <see cref="MaxBytes"/>, each in up to four fragments with pings between them.</summary>
    private static Arbitrary<(byte[] Bytes, int PieceSize, List<ParsedFrame> Expected)> Conversations() =>
        Arb.From(
            from seed in Gen.Choose(0, int.MaxValue)
            from pieceSize in Gen.Elements(PieceSizes)
            select Converse(new Random(seed), pieceSize)
        );

    private static (byte[] Bytes, int PieceSize, List<ParsedFrame> Expected) Converse(Random random, int pieceSize)
    {
        var bytes = new List<byte>();
        var expected = new List<ParsedFrame>();
        for (var messages = random.Next(5); messages > 0; messages--)
        {
            var isText = random.Next(2) == 0;
            var payload = isText ? Encoding.UTF8.GetBytes(Text(random)) : Noise(random);
            var opcode = isText ? Opcode.Text : Opcode.Binary;
            var start = 0;
            for (var fragments = random.Next(4); fragments > 0; fragments--)
            {
                var end = random.Next(start, payload.Length + 1);
                bytes.AddRange(ClientFrames.Frame(opcode, payload.AsSpan(start, end - start), isFinal: false, (uint)random.Next()));
                bytes.AddRange(ClientFrames.Frame(Opcode.Ping, "p"u8));
                expected.Add(new ParsedFrame(FrameEvent.Ping, InboundKind.Binary, "70"));
                opcode = Opcode.Continuation;
                start = end;
            }

            bytes.AddRange(ClientFrames.Frame(opcode, payload.AsSpan(start), mask: (uint)random.Next()));
            expected.Add(new ParsedFrame(FrameEvent.Message, isText ? InboundKind.Text : InboundKind.Binary, Convert.ToHexString(payload)));
        }

        return ([.. bytes], pieceSize, expected);
    }

    private static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(400)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(MaxBytes)];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>Compressed messages, one of them a bomb.</summary>
    private static IEnumerable<byte[]> Compressed()
    {
        foreach (var length in new[] { 10, 1_500, 1_000_000 })
        {
            using var output = new MemoryStream();
            MessageDeflate.Deflate(new byte[length], output);
            yield return ClientFrames.Frame(Opcode.Binary, output.ToArray(), reserved: 4);
        }
    }
}
