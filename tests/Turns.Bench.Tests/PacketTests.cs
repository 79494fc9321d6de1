using Turns.Bench.Clients;

namespace Turns.Bench.Tests;

public sealed class PacketTests
{
    [Theory]
    [InlineData("""0{"sid":"a"}""", nameof(PacketKind.Open))]
    [InlineData("1", nameof(PacketKind.Close))]
    [InlineData("2", nameof(PacketKind.Ping))]
    [InlineData("""40{"sid":"a"}""", nameof(PacketKind.Connected))]
    [InlineData("41", nameof(PacketKind.Disconnected))]
    [InlineData("""44{"message":"AUTH_FAILED"}""", nameof(PacketKind.Refused))]
    [InlineData("6", nameof(PacketKind.Other))]
    [InlineData("", nameof(PacketKind.Other))]
    public void Parse_Packet_SaysWhatItIs(string text, string kind) => Assert.Equal(kind, Parse(text).Kind.ToString());

    [Fact]
    public void Parse_Event_HasNameAndArgument()
    {
        var packet = Parse("""42["message:chunk",{"content":"[1]"}]""");

        Assert.Equal("message:chunk", packet.Name);
        Assert.Null(packet.Id);
        Assert.Equal("[1]", packet.Argument.GetProperty("content").GetString());
    }

    [Fact]
    public void Parse_Acknowledgement_HasTheRequestsNumber()
    {
        var packet = Parse("""4312[{"messageId":"m"}]""");

        Assert.Equal(PacketKind.Acknowledgement, packet.Kind);
        Assert.Equal(12, packet.Id);
        Assert.Equal("m", packet.Argument.GetProperty("messageId").GetString());
    }

    private static Packet Parse(string text) => Packet.Parse(text.AsMemory());
}
