using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Services.Gateway.SocketIo.Packets;

namespace Services.Gateway.SocketIo.Tests.Packets;

public sealed class SocketPacketDecoderTests
{
    [Theory]
    [InlineData("0", nameof(SocketPacketType.Connect), 0, "/", null, "")]
    [InlineData("0/admin,{\"token\":1}", nameof(SocketPacketType.Connect), 0, "/admin", null, "{\"token\":1}")]
    [InlineData("1/admin,", nameof(SocketPacketType.Disconnect), 0, "/admin", null, "")]
    [InlineData("2[\"a\",1]", nameof(SocketPacketType.Event), 0, "/", null, "[\"a\",1]")]
    [InlineData("2/x,12[\"a\"]", nameof(SocketPacketType.Event), 0, "/x", 12UL, "[\"a\"]")]
    [InlineData("312[]", nameof(SocketPacketType.Ack), 0, "/", 12UL, "[]")]
    [InlineData(
        "51-[\"a\",{\"_placeholder\":true,\"num\":0}]",
        nameof(SocketPacketType.BinaryEvent),
        1,
        "/",
        null,
        "[\"a\",{\"_placeholder\":true,\"num\":0}]"
    )]
    [InlineData("61-/x,7[{}]", nameof(SocketPacketType.BinaryAck), 1, "/x", 7UL, "[{}]")]
    public void TryDecode_WellFormedPacket_GivesItsParts(string text, string type, int attachments, string ns, ulong? ackId, string payload)
    {
        Assert.True(SocketPacketDecoder.TryDecode(Encoding.UTF8.GetBytes(text), out var packet));

        Assert.Equal(type, packet.Type.ToString());
        Assert.Equal(attachments, packet.Attachments);
        Assert.Equal(ns, Encoding.UTF8.GetString(packet.Namespace));
        Assert.Equal(ackId, packet.AckId);
        Assert.Equal(payload, Encoding.UTF8.GetString(packet.Payload));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("x")]
    [InlineData("5[\"a\"]")]
    [InlineData("5-[\"a\"]")]
    [InlineData("5x-[\"a\"]")]
    [InlineData("512345-[\"a\"]")]
    [InlineData("299999999999999999999[\"a\"]")]
    public void TryDecode_BrokenGrammar_IsFalse(string text) =>
        Assert.False(SocketPacketDecoder.TryDecode(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryDecode_NamespaceBeyondTheLimit_IsFalse() =>
        Assert.False(SocketPacketDecoder.TryDecode(Encoding.UTF8.GetBytes("2/" + new string('n', 256) + ",[\"a\"]"), out _));

    [Theory]
    [InlineData(nameof(SocketPacketType.Connect), "", true)]
    [InlineData(nameof(SocketPacketType.Connect), "{}", true)]
    [InlineData(nameof(SocketPacketType.Connect), "[]", false)]
    [InlineData(nameof(SocketPacketType.Connect), "{", false)]
    [InlineData(nameof(SocketPacketType.Event), "", false)]
    [InlineData(nameof(SocketPacketType.Event), "[]", false)]
    [InlineData(nameof(SocketPacketType.Event), "{}", false)]
    [InlineData(nameof(SocketPacketType.Event), "\"a\"", false)]
    [InlineData(nameof(SocketPacketType.Event), "[{}]", false)]
    [InlineData(nameof(SocketPacketType.Event), "[\"connect\"]", false)]
    [InlineData(nameof(SocketPacketType.Event), "[\"a\"]]", false)]
    [InlineData(nameof(SocketPacketType.Event), "[1,2]", true)]
    [InlineData(nameof(SocketPacketType.Event), "[\"a\",[[[[]]]]]", true)]
    [InlineData(nameof(SocketPacketType.Event), "[\"a\",[[[[[[[[[]]]]]]]]]]", false)]
    [InlineData(nameof(SocketPacketType.Ack), "[]", true)]
    [InlineData(nameof(SocketPacketType.Ack), "{}", false)]
    [InlineData(nameof(SocketPacketType.Disconnect), "{}", false)]
    public void TryParsePayload_OfAShape_IsAsTheTypeWants(string type, string payload, bool expected)
    {
        var accepted = SocketPacketDecoder.TryParsePayload(
            Enum.Parse<SocketPacketType>(type),
            Encoding.UTF8.GetBytes(payload),
            maxDepth: 8,
            out var document
        );

        Assert.Equal(expected, accepted);
        document?.Dispose();
    }

    [Fact]
    public void WriteHeader_AnyPacket_DecodesToTheSame() =>
        Prop.ForAll(
                Headers(),
                header =>
                {
                    var output = new ArrayBufferWriter<byte>();
                    SocketPacketEncoder.WriteHeader(output, header.Type, header.Namespace, header.AckId);
                    output.Write("[\"e\"]"u8);

                    return SocketPacketDecoder.TryDecode(output.WrittenSpan, out var packet)
                        && packet.Type == header.Type
                        && packet.AckId == header.AckId
                        && packet.Payload.SequenceEqual("[\"e\"]"u8)
                        && Encoding.UTF8.GetString(packet.Namespace) == header.Namespace;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryDecode_AnyBytes_NeverThrows() =>
        Prop.ForAll(
                Garbage(),
                bytes =>
                {
                    if (SocketPacketDecoder.TryDecode(bytes, out var packet))
                    {
                        SocketPacketDecoder.TryParsePayload(
                            packet.Type,
                            bytes.AsMemory(bytes.Length - packet.Payload.Length),
                            32,
                            out var document
                        );
                        document?.Dispose();
                    }

                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static Arbitrary<(SocketPacketType Type, string Namespace, ulong? AckId)> Headers() =>
        Arb.From(
            from type in Gen.Elements(SocketPacketType.Connect, SocketPacketType.Event, SocketPacketType.Ack, SocketPacketType.ConnectError)
            from letters in Gen.ArrayOf(Gen.Elements("aé0-_/".ToCharArray()), 8)
            from isDefault in Gen.Elements(true, false)
            from id in Gen.Choose(-1, int.MaxValue)
            select (type, isDefault ? "/" : "/n" + new string(letters), id < 0 ? null : (ulong?)id)
        );

    /// <summary>Random bytes, and packets with random places changed, cut or doubled.</summary>
    private static Arbitrary<byte[]> Garbage()
    {
        var random = Gen.Choose(0, 64).SelectMany(length => Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value), length));
        var mutated =
            from seed in Gen.Elements(GarbageCorpus.Seeds)
            from at in Gen.Choose(0, seed.Length)
            from value in Gen.Choose(0, 255)
            from cut in Gen.Choose(0, seed.Length)
            from kind in Gen.Choose(0, 2)
            select Mutate(Encoding.UTF8.GetBytes(seed), at, (byte)value, cut, kind);
        return Arb.From(Gen.OneOf(random, mutated));
    }

    private static byte[] Mutate(byte[] bytes, int at, byte value, int cut, int kind)
    {
        if (kind == 1)
        {
            return bytes[..Math.Min(cut, bytes.Length)];
        }

        if (kind == 2)
        {
            return [.. bytes, .. bytes];
        }

        if (at < bytes.Length)
        {
            bytes[at] = value;
        }

        return bytes;
    }
}
