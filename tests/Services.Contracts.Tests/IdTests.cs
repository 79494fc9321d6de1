using System.Collections.Concurrent;
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

    [Fact]
    public void New_ManyOnSeveralThreads_AreDistinctUuidsOfVersion7MadeNow()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var ids = new ConcurrentBag<Guid>();
        Parallel.For(0, 10_000, _ => ids.Add(SessionId.New().Value));
        var after = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        Assert.Equal(10_000, ids.Distinct().Count());
        Assert.All(
            ids,
            id =>
            {
                Assert.Equal(7, id.Version);
                Assert.InRange(id.Variant, 8, 11);
                Assert.InRange(Convert.ToInt64(id.ToString("N")[..12], 16), before, after);
            }
        );
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
