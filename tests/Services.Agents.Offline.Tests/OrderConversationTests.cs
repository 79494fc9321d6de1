using Services.Retail;

namespace Services.Agents.Offline.Tests;

public sealed class OrderConversationTests : IDisposable
{
    private const string PendingOrder = "#W1000101";
    private const string DeliveredOrder = "#W1000102";
    private const string ProcessedOrder = "#W1000103";

    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public OrderConversationTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Fact]
    public async Task TrackOrder_ProcessedOrder_SaysStatusItemsTrackingAndCity()
    {
        var order = _shop.Order(ProcessedOrder);

        var reply = await _talk.SayAsync($"Where is my order {ProcessedOrder}?");

        Assert.Contains("**processed**", reply, StringComparison.Ordinal);
        Assert.All(order.Items, item => Assert.Contains(item.Name, reply, StringComparison.Ordinal));
        Assert.All(order.Fulfillments.SelectMany(parcel => parcel.TrackingId), id => Assert.Contains(id, reply, StringComparison.Ordinal));
        Assert.Contains(order.Address.City, reply, StringComparison.Ordinal);
        Assert.Equal(["get_order_details"], _shop.Called);
    }

    [Fact]
    public async Task CancelIt_AfterTracking_AsksThenCancelsOnceAndSaysTheRefund()
    {
        await _talk.SayAsync($"Where is my order {PendingOrder}?");
        var question = await _talk.SayAsync("cancel it");

        Assert.Equal("cancel_pending_order", _talk.Pending?.Name);
        Assert.Equal((PendingOrder, "no longer needed"), (_talk.Argument("order_id"), _talk.Argument("reason")));
        Assert.EndsWith("Shall I go ahead?", question, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.Pending, _shop.Order(PendingOrder).Status);

        var done = await _talk.AnswerAsync(approved: true);

        Assert.Equal(OrderStatus.Cancelled, _shop.Order(PendingOrder).Status);
        Assert.Contains("**cancelled**", done, StringComparison.Ordinal);
        Assert.Contains(Money.Format(_shop.Order(PendingOrder).Total), done, StringComparison.Ordinal);
        Assert.Single(_shop.Called, "cancel_pending_order");
    }

    [Fact]
    public async Task CancelIt_Declined_ChangesNothingAndSaysSo()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");

        var reply = await _talk.AnswerAsync(approved: false);

        Assert.Contains("nothing was changed", reply, StringComparison.Ordinal);
        Assert.Equal(OrderStatus.Pending, _shop.Order(PendingOrder).Status);
    }

    [Fact]
    public async Task Cancel_OtherReasonGivenInsteadOfYes_ProposesItWithThatReason()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.SayAsync("it was ordered by mistake");

        Assert.Equal((PendingOrder, "ordered by mistake"), (_talk.Argument("order_id"), _talk.Argument("reason")));
    }

    [Fact]
    public async Task Cancel_ChangedMindInsteadOfYes_ChangesNothing()
    {
        await _talk.SayAsync($"cancel {PendingOrder}");

        Assert.Contains("nothing was changed", await _talk.SayAsync("I changed my mind, keep it"), StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task Cancel_ProcessedOrder_ExplainsWithoutCallingTheTool()
    {
        var reply = await _talk.SayAsync($"please cancel {ProcessedOrder}");

        Assert.Contains("can no longer be cancelled", reply, StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task Cancel_SeveralPendingOrders_AsksWhichAndTakesThePlace()
    {
        var list = await _talk.SayAsync("cancel my order");

        Assert.Contains("Which order do you mean?", list, StringComparison.Ordinal);
        Assert.DoesNotContain(DeliveredOrder, list, StringComparison.Ordinal);

        await _talk.SayAsync("the second one");

        Assert.Equal(PendingOrder, _talk.Argument("order_id"));
    }

    [Fact]
    public async Task Return_DeliveredOrderOnOffer_ReturnsEverythingToTheOriginalPayment()
    {
        var order = _shop.Order(DeliveredOrder);
        await _talk.SayAsync($"cancel {DeliveredOrder}");
        await _talk.SayAsync("yes");
        await _talk.SayAsync("everything");

        Assert.Equal("return_delivered_order_items", _talk.Pending?.Name);
        Assert.Equal(string.Join(',', order.Items.Select(item => item.ItemId)), _talk.Argument("item_ids"));
        Assert.Equal(order.PaymentHistory[0].PaymentMethodId, _talk.Argument("payment_method_id"));

        Assert.Contains("**return** is requested", await _talk.AnswerAsync(approved: true), StringComparison.Ordinal);
        Assert.Equal(OrderStatus.ReturnRequested, _shop.Order(DeliveredOrder).Status);
    }

    [Fact]
    public async Task Exchange_ItemAndOptionNamed_PicksTheVariantThatDiffersOnlyInIt()
    {
        await _talk.SayAsync($"exchange the pour-over set in {DeliveredOrder} for a ceramic one");

        var item = _shop.Order(DeliveredOrder).Items.Single(candidate => candidate.Name == "Pour-over Set");
        var chosen = _shop.Product(item.ProductId).Variants[_talk.Argument("new_item_ids")];
        Assert.Equal("exchange_delivered_order_items", _talk.Pending?.Name);
        Assert.Equal("ceramic", chosen.Options["material"]);
        Assert.Equal(item.Options["cups"], chosen.Options["cups"]);
        Assert.True(chosen.Available);
    }

    [Fact]
    public async Task Exchange_WishNotNamed_ListsAvailableVariantsAndTakesThePlace()
    {
        var list = await _talk.SayAsync($"exchange the first item in {DeliveredOrder}");

        Assert.Contains("Which one would you like?", list, StringComparison.Ordinal);

        await _talk.SayAsync("2");

        Assert.Equal("exchange_delivered_order_items", _talk.Pending?.Name);
        Assert.Contains(
            Money.Format(_shop.Product(_shop.Order(DeliveredOrder).Items[0].ProductId).Variants[_talk.Argument("new_item_ids")].Price),
            list,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Exchange_TwoItemsInOneSentence_PairsEachWithItsWish()
    {
        await _talk.SayAsync($"In {DeliveredOrder}, exchange the pour-over set for a ceramic one and the portable speaker for a navy one");

        var order = _shop.Order(DeliveredOrder);
        var items = _talk.Argument("item_ids").Split(',');
        var wanted = _talk.Argument("new_item_ids").Split(',');
        Assert.Equal(2, items.Length);
        foreach (var (itemId, newItemId) in items.Zip(wanted))
        {
            var item = order.Items.Single(candidate => candidate.ItemId == itemId);
            Assert.Contains(
                item.Name == "Pour-over Set" ? "ceramic" : "navy",
                _shop.Product(item.ProductId).Variants[newItemId].Options.Values
            );
        }
    }

    [Fact]
    public async Task ChangeItems_PendingOrder_ModifiesInsteadOfExchanging()
    {
        await _talk.SayAsync($"make the mouse in {PendingOrder} a white one for the left hand");

        Assert.True(_talk.Pending is null or { Name: "modify_pending_order_items" });
    }

    [Fact]
    public async Task ChangeAddress_WithTheNumberInTheSameSentence_TakesTheAddressOnly()
    {
        await _talk.SayAsync($"change the address of {PendingOrder} to 12 Main Street, Apt 4, Austin, TX 78701");

        Assert.Equal("modify_pending_order_address", _talk.Pending?.Name);
        Assert.Equal(
            ("12 Main Street", "Apt 4", "Austin", "TX", "78701"),
            (_talk.Argument("address1"), _talk.Argument("address2"), _talk.Argument("city"), _talk.Argument("state"), _talk.Argument("zip"))
        );
    }

    [Theory]
    [InlineData($"Ship {PendingOrder} to 5 Oak Ave, Austin TX 78701")]
    [InlineData($"{PendingOrder} 5 Oak Ave Austin Texas 78701 pls")]
    public async Task ChangeAddress_WordedInAnyWay_IsReadByTheAddress(string text)
    {
        await _talk.SayAsync(text);

        Assert.Equal(
            ("modify_pending_order_address", "5 Oak Ave", "Austin"),
            (_talk.Pending?.Name, _talk.Argument("address1"), _talk.Argument("city"))
        );
    }

    [Fact]
    public async Task ChangeAddress_Missing_AsksAndContinues()
    {
        await _talk.SayAsync($"ship {PendingOrder} to another address");
        await _talk.SayAsync("5 Oak Avenue, Denver, CO 80202");

        Assert.Equal(
            ("modify_pending_order_address", "5 Oak Avenue", PendingOrder),
            (_talk.Pending?.Name, _talk.Argument("address1"), _talk.Argument("order_id"))
        );
    }

    [Fact]
    public async Task ChangePayment_OneOtherMethod_ProposesIt()
    {
        var current = _shop.Order(PendingOrder).PaymentHistory[0].PaymentMethodId;

        await _talk.SayAsync($"pay {PendingOrder} with another payment method");

        Assert.Equal("modify_pending_order_payment", _talk.Pending?.Name);
        Assert.NotEqual(current, _talk.Argument("payment_method_id"));
    }

    [Fact]
    public async Task OrderDetails_LastOrder_ShowsTheNewestWithItsTotal()
    {
        var newest = _shop.Order(_shop.User(MemoryShop.Customer).Orders[^1]);

        var reply = await _talk.SayAsync("what did I order last?");

        Assert.Contains(newest.OrderId, reply, StringComparison.Ordinal);
        Assert.Contains($"**{Money.Format(newest.Total)}**", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_OtherOrderNumber_AnswersTheSameQuestion()
    {
        await _talk.SayAsync($"what is in {PendingOrder}?");

        Assert.Contains("| **Total** |", await _talk.SayAsync($"and {DeliveredOrder}?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrackOrder_UnknownNumber_SaysItWasNotFound() =>
        Assert.Contains("not found", await _talk.SayAsync("where is order #W9999999"), StringComparison.Ordinal);
}
