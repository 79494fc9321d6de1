using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Tests.Fuzzing;
using Services.Gateway.SocketIo.Tests.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Polling;

/// <summary>The bodies of polling requests and responses.</summary>
public sealed class PayloadTests
{
    private static readonly byte[][] Corpus =
    [
        .. GarbageCorpus.Seeds.Select(packet => Encoding.UTF8.GetBytes($"4{packet}")),
        "bAQID"u8.ToArray(),
        "b"u8.ToArray(),
        "bA==="u8.ToArray(),
        "b\x1E"u8.ToArray(),
        "4a\x1E4b\x1EbAQ==\x1E3"u8.ToArray(),
        "\x1E\x1E"u8.ToArray(),
        "b AQID\n"u8.ToArray(),
        "1"u8.ToArray(),
        [],
    ];

    [Theory]
    [InlineData("", "")]
    [InlineData("4hello", "4hello")]
    [InlineData("4hello\u001e2\u001e4world", "4hello|2|4world")]
    [InlineData("4a\u001e", "4a|")]
    [InlineData("\u001e4a", "|4a")]
    public void TryRead_APayload_GivesItsPackets(string payload, string expected) =>
        Assert.Equal(expected.Split('|'), Split(Encoding.UTF8.GetBytes(payload)).Select(Encoding.UTF8.GetString));

    [Theory]
    [InlineData("b", "")]
    [InlineData("bAQIDBA==", "01020304")]
    [InlineData("b/w==", "FF")]
    public void TryDecode_ABinaryPacket_GivesItsBytes(string packet, string expected)
    {
        Assert.True(Payload.TryDecode(Encoding.UTF8.GetBytes(packet), out var message));

        Assert.Equal(InboundKind.Binary, message.Kind);
        Assert.Equal(expected, Convert.ToHexString(message.Memory.Span));
        message.Dispose();
    }

    [Theory]
    [InlineData("bA")]
    [InlineData("bA===")]
    [InlineData("b!!!!")]
    [InlineData("bAQID=")]
    [InlineData("bü")]
    public void TryDecode_MalformedBase64_IsFalse(string packet) => Assert.False(Payload.TryDecode(Encoding.UTF8.GetBytes(packet), out _));

    [Fact]
    public void Take_AnyPackets_ReadsAndDecodesToTheSame() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(bool IsText, byte[] Bytes)[]>(),
                packets =>
                {
                    var sent = packets
                        .Select(packet => packet with { Bytes = packet.IsText ? AsText(packet.Bytes) : packet.Bytes })
                        .ToArray();
                    var buffer = new PayloadBuffer();
                    foreach (var (isText, bytes) in sent)
                    {
                        if (isText)
                        {
                            buffer.AddText(bytes);
                        }
                        else
                        {
                            buffer.AddBinary(bytes);
                        }
                    }

                    using var payload = buffer.Take();
                    return sent.Length == 0
                        || Decode(payload.Memory.ToArray())
                            .SequenceEqual(sent.Select(packet => (packet.IsText, Convert.ToHexString(packet.Bytes))));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void TryDecode_AnyBytes_NeverThrowsNorGrows() =>
        Prop.ForAll(
                Mutator.Of(Corpus),
                bytes =>
                {
                    var packets = Split(bytes);
                    foreach (var packet in packets)
                    {
                        if (Payload.TryDecode(packet, out var message))
                        {
                            Assert.True(message.Memory.Length <= packet.Length);
                            message.Dispose();
                        }
                    }

                    return packets.Sum(packet => packet.Length) + packets.Count - 1 == bytes.Length;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    /// <summary>Letters in the bytes' place: texts begin with their type and hold no separator.</summary>
    private static byte[] AsText(byte[] bytes) => [(byte)'4', .. bytes.Select(value => (byte)('a' + (value % 26)))];

    private static List<byte[]> Split(byte[] payload)
    {
        var packets = new List<byte[]>();
        var reader = new PayloadReader(payload);
        while (reader.TryRead(out var packet))
        {
            packets.Add(packet.ToArray());
        }

        return packets;
    }

    private static IEnumerable<(bool IsText, string Bytes)> Decode(byte[] payload)
    {
        foreach (var packet in Split(payload))
        {
            Assert.True(Payload.TryDecode(packet, out var message));
            using (message)
            {
                yield return (message.Kind == InboundKind.Text, Convert.ToHexString(message.Memory.Span));
            }
        }
    }
}
