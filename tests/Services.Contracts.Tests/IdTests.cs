using System.Text.Json;
using Services.Contracts.Ids;

namespace Services.Contracts.Tests;

public sealed class IdTests
{
    private const string Text = "0197f3a0-0000-7000-8000-0123456789ab";

    [Fact]
    public void TryParse_HyphenatedUuid_RoundTrips()
    {
        Assert.True(SessionId.TryParse(Text, out var id));
        Assert.Equal(Text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{0197f3a0-0000-7000-8000-0123456789ab}")]
    [InlineData("0197f3a000007000800000123456789ab")]
    [InlineData("no uuid")]
    public void TryParse_AnythingElse_IsRefused(string? text)
    {
        Assert.False(SessionId.TryParse(text, out _));
        Assert.False(TurnId.TryParse(text, out _));
        Assert.False(MessageId.TryParse(text, out _));
        Assert.False(ApprovalId.TryParse(text, out _));
    }

    [Fact]
    public void Serialize_Id_IsAString() => Assert.Equal($"\"{Text}\"", JsonSerializer.Serialize(new TurnId(Guid.Parse(Text))));

    [Theory]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public void Deserialize_NoUuid_Throws(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TurnId>(json));

    [Fact]
    public void ReplyId_OfATurn_HasTheTurnsValue()
    {
        var turn = TurnId.New();
        Assert.Equal(turn.Value, turn.ReplyId.Value);
    }
}
