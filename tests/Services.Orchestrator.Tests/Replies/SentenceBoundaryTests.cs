using Services.Orchestrator.Replies;

namespace Services.Orchestrator.Tests.Replies;

public sealed class SentenceBoundaryTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("No end", 0)]
    [InlineData("Maybe.", 0)]
    [InlineData("Yes. ", 5)]
    [InlineData("Yes. And", 5)]
    [InlineData("One! Two? Three", 10)]
    [InlineData("It is $12.50 now", 0)]
    [InlineData("See e.g. this", 0)]
    [InlineData("Mr. Smith", 0)]
    [InlineData("He said \"no.\" Then", 14)]
    [InlineData("Line\nnext", 5)]
    [InlineData("**Done.** Next", 10)]
    [InlineData("3.14", 0)]
    public void LastEnd_Text_IsAfterTheLastCompleteSentence(string text, int expected) =>
        Assert.Equal(expected, SentenceBoundary.LastEnd(text));

    [Theory]
    [InlineData("one two", 4)]
    [InlineData("one ", 4)]
    [InlineData("12 34", 0)]
    [InlineData("is 12 34", 3)]
    [InlineData("is 12 ", 3)]
    [InlineData("word", 0)]
    public void LastSafeCut_Text_TearsNoNumberApart(string text, int expected) =>
        Assert.Equal(expected, SentenceBoundary.LastSafeCut(text));
}
