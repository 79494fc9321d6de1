using Services.Orchestrator.Approvals;

namespace Services.Orchestrator.Tests.Approvals;

public sealed class ApprovalAnswerParserTests
{
    [Theory]
    [InlineData("yes")]
    [InlineData("Yes, please!")]
    [InlineData(" OK ")]
    [InlineData("Go ahead.")]
    [InlineData("Yes, go ahead")]
    [InlineData("Sure, do it, thanks")]
    [InlineData("That’s right")]
    public void Read_PlainYes_IsYes(string text) => Assert.Equal(ApprovalAnswer.Yes, ApprovalAnswerParser.Parse(text));

    [Theory]
    [InlineData("no")]
    [InlineData("No thanks.")]
    [InlineData("Nope!")]
    [InlineData("Don't do it")]
    [InlineData("never mind")]
    [InlineData("No, stop")]
    public void Read_PlainNo_IsNo(string text) => Assert.Equal(ApprovalAnswer.No, ApprovalAnswerParser.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("cancel")]
    [InlineData("yes but use my other card")]
    [InlineData("yes no")]
    [InlineData("no yes")]
    [InlineData("Where is my order?")]
    [InlineData("yesterday")]
    [InlineData("no longer needed")]
    public void Read_AnythingElse_IsOther(string text) => Assert.Equal(ApprovalAnswer.Other, ApprovalAnswerParser.Parse(text));
}
