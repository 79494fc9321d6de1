namespace Services.Agents.Offline.Tests;

/// <summary>
/// What the model says about what was proposed, agreed to and done: all of it from the record, nothing from its own words.
/// </summary>
public sealed class RecordTests : IDisposable
{
    private const string PendingOrder = "#W1000101";
    private const string DeliveredOrder = "#W1000102";

    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public RecordTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Theory]
    [InlineData("is that done?")]
    [InlineData("did you cancel my order?")]
    [InlineData("was anything changed?")]
    [InlineData("has it been done already?")]
    public async Task WhetherItIsDone_AfterTheWrite_IsAnsweredWithWhatWasDone(string question)
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.AnswerAsync(approved: true);

        var reply = await _talk.SayAsync(question);

        Assert.StartsWith("Yes.", reply, StringComparison.Ordinal);
        Assert.Contains("**cancelled**", reply, StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Theory]
    [InlineData("did you cancel my order?")]
    [InlineData("was anything changed?")]
    public async Task WhetherItIsDone_AfterANo_IsAnsweredWithNo(string question)
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.AnswerAsync(approved: false);

        Assert.StartsWith("No, ", await _talk.SayAsync(question), StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task AnotherMessage_AfterTheWrite_NeverDeniesIt()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.AnswerAsync(approved: true);

        Assert.DoesNotContain("nothing was changed", await _talk.SayAsync("do you sell lamps?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_AfterTheWrite_IsToldThatItIsDone()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.AnswerAsync(approved: true);

        Assert.StartsWith("That is done already.", await _talk.SayAsync("yes"), StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task Yes_SentBeforeTheQuestion_LeavesItOpen()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");

        Assert.Contains("The question stands", await _talk.SayEarlyAsync("yes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Yes, but make it 54 Elm Street", "address1", "54 Elm Street")]
    [InlineData("the zip is 62705 not 62704", "zip", "62705")]
    [InlineData("no, number 63", "address1", "63 Elm Street")]
    [InlineData("apartment 4 please", "address2", "apartment 4")]
    public async Task Address_Amended_IsProposedAnewWithAllElseAsItWas(string text, string argument, string value)
    {
        await _talk.SayAsync($"change the address of {PendingOrder} to 61 Elm Street, Springfield, IL 62704");
        var city = _talk.Argument("city");

        await _talk.SayAsync(text);

        Assert.Equal(("modify_pending_order_address", value), (_talk.Pending?.Name, _talk.Argument(argument)));
        Assert.Equal((PendingOrder, city), (_talk.Argument("order_id"), _talk.Argument("city")));
    }

    [Fact]
    public async Task Refund_ToAnotherMethod_IsProposedAnew()
    {
        await _talk.SayAsync($"return the Portable Speaker from {DeliveredOrder}");
        var item = _talk.Argument("item_ids");

        await _talk.SayAsync("to my gift card please");

        Assert.Equal("return_delivered_order_items", _talk.Pending?.Name);
        Assert.StartsWith("gift_card", _talk.Argument("payment_method_id"), StringComparison.Ordinal);
        Assert.Equal(item, _talk.Argument("item_ids"));
    }

    [Fact]
    public async Task Variant_Amended_IsProposedAnewOrSaidNotToBeThere()
    {
        await _talk.SayAsync($"exchange the Portable Speaker of {DeliveredOrder} for a black one");
        var black = _talk.Argument("new_item_ids");

        var reply = await _talk.SayAsync("white, rather");

        Assert.True(
            _talk.Pending is null
                ? reply.Contains("There is no such variant", StringComparison.Ordinal)
                : _talk.Argument("new_item_ids") != black,
            reply
        );
    }

    [Theory]
    [InlineData("hmm, I am not so sure about the street")]
    [InlineData("it should look nicer")]
    public async Task WhatWasNotAgreedTo_IsNotProposedAgainAsItWas(string text)
    {
        await _talk.SayAsync($"change the address of {PendingOrder} to 61 Elm Street, Springfield, IL 62704");

        await _talk.SayAsync(text);

        Assert.NotEqual("61 Elm Street", _talk.Argument("address1"));
    }

    [Fact]
    public async Task Handover_TakenBack_IsGoneOnFrom()
    {
        await _talk.SayAsync("I want a human");

        Assert.Contains("here again", await _talk.SayAsync("continue with the assistant"), StringComparison.Ordinal);
        Assert.Contains(PendingOrder, await _talk.SayAsync("show my orders"), StringComparison.Ordinal);
    }
}
