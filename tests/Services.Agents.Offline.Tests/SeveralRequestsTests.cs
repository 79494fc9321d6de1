using Services.Retail;

namespace Services.Agents.Offline.Tests;

public sealed class SeveralRequestsTests : IDisposable
{
    private const string PendingOrder = "#W1000101";
    private const string DeliveredOrder = "#W1000102";
    private const string ProcessedOrder = "#W1000103";
    private const string OtherPendingOrder = "#W1000104";

    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public SeveralRequestsTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Theory]
    [InlineData($"cancel {PendingOrder} and tell me what is in {PendingOrder}")]
    [InlineData($"What is in {PendingOrder}? Then cancel it please.")]
    [InlineData($"please cancel {PendingOrder}, and what's in it?")]
    public async Task ChangeAndQuestion_OneMessage_AnswersOnceAndProposes(string text)
    {
        var reply = await _talk.SayAsync(text);

        Assert.Equal(2, reply.Split("| **Total** |").Length);
        Assert.Equal(("cancel_pending_order", PendingOrder), (_talk.Pending?.Name, _talk.Argument("order_id")));
        Assert.EndsWith("Shall I go ahead?", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeAndQuestion_OfDifferentOrders_KeepsThemApart()
    {
        var reply = await _talk.SayAsync($"where is {ProcessedOrder} and change the address of {PendingOrder} to 9 Elm Rd, Reno NV 89501");

        Assert.Contains("**processed**", reply, StringComparison.Ordinal);
        Assert.Equal(
            ("modify_pending_order_address", PendingOrder, "Reno"),
            (_talk.Pending?.Name, _talk.Argument("order_id"), _talk.Argument("city"))
        );
    }

    [Fact]
    public async Task TwoQuestions_OneMessage_AreBothAnswered()
    {
        var reply = await _talk.SayAsync($"what is in {DeliveredOrder}? And which payment methods do I have?");

        Assert.Contains("| **Total** |", reply, StringComparison.Ordinal);
        Assert.Contains("These payment methods are on file", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoChanges_OneMessage_AreProposedOneAfterTheOther()
    {
        await _talk.SayAsync($"cancel {PendingOrder} and change the address of {OtherPendingOrder} to 9 Elm Rd, Reno NV 89501");
        var next = await _talk.AnswerAsync(approved: true);

        Assert.Contains("**cancelled**", next, StringComparison.Ordinal);
        Assert.Equal(("modify_pending_order_address", OtherPendingOrder), (_talk.Pending?.Name, _talk.Argument("order_id")));

        await _talk.AnswerAsync(approved: true);

        Assert.Equal("Reno", _shop.Order(OtherPendingOrder).Address.City);
    }

    [Fact]
    public async Task ReasonInASentenceOfItsOwn_IsNoOtherRequest()
    {
        var reply = await _talk.SayAsync($"I don't want {PendingOrder} any more. Please cancel it");

        Assert.Equal(("cancel_pending_order", "no longer needed"), (_talk.Pending?.Name, _talk.Argument("reason")));
        Assert.DoesNotContain("| **Total** |", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel all my orders")]
    [InlineData($"cancel {OtherPendingOrder} and {PendingOrder}")]
    public async Task CancelSeveral_Approved_CancelsEachAfterItsOwnYes(string text)
    {
        await _talk.SayAsync(text);
        Assert.Equal(OtherPendingOrder, _talk.Argument("order_id"));
        await _talk.AnswerAsync(approved: true);
        Assert.Equal(PendingOrder, _talk.Argument("order_id"));
        await _talk.AnswerAsync(approved: true);

        Assert.Null(_talk.Pending);
        Assert.All([PendingOrder, OtherPendingOrder], id => Assert.Equal(OrderStatus.Cancelled, _shop.Order(id).Status));
        Assert.Equal(2, _shop.Called.Count(name => name == "cancel_pending_order"));
    }

    [Fact]
    public async Task CancelAll_Declined_StopsThere()
    {
        var opening = await _talk.SayAsync("please cancel all of my orders");
        var reply = await _talk.AnswerAsync(approved: false);

        Assert.Contains($"**{ProcessedOrder}**", opening, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", reply, StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }
}
