using Services.Contracts.Agents;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Tests.Worker;

namespace Services.Orchestrator.Tests.Approvals;

public sealed class ApprovalAnswerParserTests
{
    private static readonly ToolCall Cancel = new()
    {
        CallId = "c1",
        Name = "cancel_pending_order",
        Arguments = ToolCalls.Json("""{"order_id":"#W2378156","reason":"no longer needed"}"""),
    };

    [Theory]
    [InlineData("yes")]
    [InlineData("Yes, please cancel it.")]
    [InlineData("yes that's fine")]
    [InlineData("ya")]
    [InlineData("👍")]
    [InlineData("👍🏽 thanks")]
    [InlineData("sure, do it")]
    [InlineData("ok go ahead then")]
    [InlineData("yep all good")]
    [InlineData("Yes. Thank you!")]
    [InlineData("yes, cancel order #W2378156")]
    [InlineData("Yes please, 2378156")]
    [InlineData("Yes, please!")]
    [InlineData(" OK ")]
    [InlineData("Go ahead.")]
    [InlineData("Yes, go ahead")]
    [InlineData("Sure, do it, thanks")]
    [InlineData("That’s right")]
    public void Read_PlainYes_IsYes(string text) => Assert.Equal(ApprovalAnswer.Yes, ApprovalAnswerParser.Parse(text, Cancel));

    [Theory]
    [InlineData("no")]
    [InlineData("No thanks.")]
    [InlineData("Nope!")]
    [InlineData("Don't do it")]
    [InlineData("never mind")]
    [InlineData("No, stop")]
    [InlineData("no thanks")]
    [InlineData("please don't cancel it")]
    [InlineData("👎")]
    public void Read_PlainNo_IsNo(string text) => Assert.Equal(ApprovalAnswer.No, ApprovalAnswerParser.Parse(text, Cancel));

    [Theory]
    [InlineData("is that right")]
    [InlineData("you sure")]
    [InlineData("u sure")]
    [InlineData("is this correct")]
    [InlineData("is that ok")]
    [InlineData("is it approved")]
    [InlineData("could you please confirm")]
    [InlineData("can we confirm")]
    [InlineData("may i confirm this now")]
    [InlineData("so you can confirm it is correct")]
    [InlineData("just so that is correct")]
    [InlineData("right now")]
    [InlineData("so thats it")]
    [InlineData("please confirm")]
    [InlineData("he said yes")]
    [InlineData("yes if it is free")]
    public void Read_AQuestionWithoutAMark_IsNoAnswer(string text) =>
        Assert.Equal(ApprovalAnswer.Other, ApprovalAnswerParser.Parse(text, Cancel));

    [Theory]
    [InlineData("ok hold on")]
    [InlineData("wait")]
    [InlineData("i don't want it")]
    [InlineData("I do not need this")]
    [InlineData("i agree not")]
    [InlineData("ok thanks bye")]
    [InlineData("not yet")]
    public void Read_ARefusalInOtherWords_IsNo(string text) => Assert.Equal(ApprovalAnswer.No, ApprovalAnswerParser.Parse(text, Cancel));

    [Theory]
    [InlineData("cancel")]
    [InlineData("cancel that")]
    [InlineData("please cancel it")]
    public void Read_CancelWhereSomethingElseWasAsked_DropsTheQuestion(string text) =>
        Assert.Equal(ApprovalAnswer.No, ApprovalAnswerParser.Parse(text, Cancel with { Name = "create_ticket" }));

    [Theory]
    [InlineData("")]
    [InlineData("?!")]
    [InlineData("cancel")]
    [InlineData("yes but use my other card")]
    [InlineData("Yes, but make it 54 Elm Street")]
    [InlineData("yes, cancel order #W9999999")]
    [InlineData("yes, return it")]
    [InlineData("no, cancel it")]
    [InlineData("ok?")]
    [InlineData("not sure")]
    [InlineData("great")]
    [InlineData("thanks")]
    [InlineData("to my gift card please")]
    [InlineData("yes no")]
    [InlineData("no yes")]
    [InlineData("Where is my order?")]
    [InlineData("yesterday")]
    [InlineData("no longer needed")]
    public void Read_AnythingElse_IsOther(string text) => Assert.Equal(ApprovalAnswer.Other, ApprovalAnswerParser.Parse(text, Cancel));
}
