namespace Services.Agents.Offline.Tests;

public sealed class ProposalTests : IDisposable
{
    private const string PendingOrder = "#W1000101";

    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public ProposalTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Theory]
    [InlineData("why?")]
    [InlineData("But why do you ask?")]
    public async Task Why_AfterACancelProposal_IsExplainedAndStaysOpen(string text)
    {
        var proposal = await _talk.SayAsync($"cancel {PendingOrder}");
        var reply = await _talk.SayAsync(text);

        Assert.DoesNotContain(proposal, reply, StringComparison.Ordinal);
        Assert.Contains("no longer needed or ordered by mistake", reply, StringComparison.Ordinal);
        Assert.Equal(("cancel_pending_order", PendingOrder), (_talk.Pending?.Name, _talk.Argument("order_id")));
        Assert.Contains("**cancelled**", await _talk.AnswerAsync(approved: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_AfterAStatedReason_SaysTheReason()
    {
        await _talk.SayAsync($"cancel {PendingOrder}, I bought it by accident");

        Assert.Contains("**ordered by mistake**", await _talk.SayAsync("why?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("do you sell lamps?", "Desk Lamp")]
    [InlineData("what's the weather in Oslo?", "outside what I can help with")]
    [InlineData("how long do refunds take?", "5 to 7 business days")]
    [InlineData("where is #W1000103?", "**processed**")]
    public async Task OtherQuestion_InsteadOfYes_IsAnsweredAndDropsTheProposal(string question, string answer)
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        var reply = await _talk.SayAsync(question);

        Assert.Contains(answer, reply, StringComparison.Ordinal);
        Assert.StartsWith("I've dropped what I proposed", reply, StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task Why_AfterAQuestion_IsExplainedAndTheQuestionAskedAgain()
    {
        await _talk.SayAsync("cancel my order");
        var reply = await _talk.SayAsync("why do you ask?");

        Assert.Contains("more than one order fits", reply, StringComparison.Ordinal);
        Assert.EndsWith("Which order do you mean?", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheOtherOne_InsteadOfYes_ProposesTheOther()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.SayAsync("no, the other one");

        Assert.Equal("#W1000104", _talk.Argument("order_id"));
    }

    [Fact]
    public async Task HowMuchBack_InsteadOfYes_IsAnsweredWithTheOfferAgain()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        var reply = await _talk.SayAsync("how much will I get back?");
        await _talk.SayAsync("yes");

        Assert.EndsWith("Would you like me to cancel it?", reply, StringComparison.Ordinal);
        Assert.Equal(PendingOrder, _talk.Argument("order_id"));
    }
}
