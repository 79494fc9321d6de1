using System.Text;
using System.Text.Json;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.Packets;
using Switchboard.Testing;

namespace Services.Gateway.SocketIo.Tests.Packets;

/// <summary>What a client sends does not decide what it costs to read it.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(SocketPacketDecoder).Assembly);

    [Theory]
    [InlineData("")]
    [InlineData("2/")]
    [InlineData("5")]
    [InlineData("2[\"message\",")]
    public void TryDecode_HostilePacket_IsCheap(string begin) =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            text =>
            {
                Decode(Encoding.UTF8.GetBytes(begin + text));
                Decode(Encoding.UTF8.GetBytes(begin + JsonSerializer.Serialize(text) + "]"));
            }
        );

    [Fact]
    public void Replace_HostileJson_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            [.. Texts, new HostileText("escapes", HostileTexts.Repeat("\\ud83d"))],
            static text => LoneSurrogates.Replace(Encoding.UTF8.GetBytes(text))
        );

    private static void Decode(byte[] bytes)
    {
        if (SocketPacketDecoder.TryDecode(bytes, out var packet))
        {
            SocketPacketDecoder.TryParsePayload(packet.Type, packet.Payload.ToArray(), 64, out var document);
            document?.Dispose();
        }
    }
}
