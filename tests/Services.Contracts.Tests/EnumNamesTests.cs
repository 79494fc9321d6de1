using System.Text.Json;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;

namespace Services.Contracts.Tests;

public sealed class EnumNamesTests
{
    public static TheoryData<MessageStatus> Statuses => [.. Enum.GetValues<MessageStatus>()];

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_EveryStatus_IsWhatJsonHasAndParsesBack(MessageStatus status)
    {
        var name = EnumNames.Of(status);

        Assert.Equal(JsonSerializer.Serialize(status), $"\"{name}\"");
        Assert.Equal(status, EnumNames.Parse<MessageStatus>(name));
    }

    [Fact]
    public void Of_MemberWithoutAName_IsItsOwn() => Assert.Equal("AwaitingApproval", EnumNames.Of(TurnOutcome.AwaitingApproval));

    [Theory]
    [InlineData("Accepted")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_NoName_IsFalse(string? name) => Assert.False(EnumNames.TryParse<MessageStatus>(name, out _));

    [Fact]
    public void Parse_NoName_Throws() => Assert.Throws<FormatException>(() => EnumNames.Parse<MessageStatus>("gone"));
}
