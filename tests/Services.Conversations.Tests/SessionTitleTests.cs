using Services.Conversations.Sessions;

namespace Services.Conversations.Tests;

public sealed class SessionTitleTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \n\t ", "")]
    [InlineData("Where is my order?", "Where is my order?")]
    [InlineData("\n  Where   is\tit?\r\nSecond line", "Where is it?")]
    [InlineData(
        "I would like to know where the lamp is that I ordered three weeks ago",
        "I would like to know where the lamp is that I ordered three…"
    )]
    public void Of_AMessage_IsItsFirstLineCutAtAWord(string message, string expected) => Assert.Equal(expected, SessionTitle.Of(message));

    [Fact]
    public void Of_OneLongWord_IsCutWithoutSplittingACharacter()
    {
        var title = SessionTitle.Of(string.Concat(Enumerable.Repeat("😀", 100)));

        Assert.InRange(title.Length, SessionTitle.MaxLength / 2, SessionTitle.MaxLength);
        Assert.False(char.IsHighSurrogate(title[^2]));
    }
}
