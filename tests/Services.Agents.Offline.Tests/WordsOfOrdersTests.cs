using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Tests;

/// <summary>What words say of orders: which ones, which thing in them, what is asked of them.</summary>
public sealed class WordsOfOrdersTests : IDisposable
{
    private const string PendingOrder = "#W1000101";
    private const string DeliveredOrder = "#W1000102";

    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public WordsOfOrdersTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    private List<Order> Orders => [.. _shop.User(MemoryShop.Customer).Orders.Select(_shop.Order)];

    [Theory]
    [InlineData("show me orders under $200", 0, 200)]
    [InlineData("which of my orders cost more than 300 dollars?", 300, 100_000)]
    [InlineData("list my orders between $100 and $480", 100, 480)]
    public async Task List_WithAmounts_ShowsExactlyThose(string text, int least, int most)
    {
        var reply = await _talk.SayAsync(text);

        Assert.All(
            Orders,
            order => Assert.Equal(order.Total > least && order.Total < most, reply.Contains(order.OrderId, StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("show me my orders over 1.000", "$1,000.00 or $1.00")]
    [InlineData("list my orders under 300,00 €", "in US dollars")]
    [InlineData("cancel all my orders over 1.000, no longer needed", "$1,000.00 or $1.00")]
    [InlineData("How much did I spend since 3/4/2026?", "March 4, 2026 or April 3, 2026")]
    public async Task Request_WithAnAmountOrADayThatIsNotSure_IsAsked(string text, string question)
    {
        Assert.Contains(question, await _talk.SayAsync(text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SinceADay_ShowsThoseOfThatTimeOnly()
    {
        var since = new DateOnly(2026, 6, 8);

        var reply = await _talk.SayAsync("show me my orders since 2026-06-08");

        Assert.All(
            Orders,
            order =>
                Assert.Equal(
                    DateOnly.FromDateTime(order.PlacedAt!.Value.UtcDateTime) >= since,
                    reply.Contains(order.OrderId, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public async Task List_OfAMonthWithoutOrders_SaysThatThereAreNone() =>
        Assert.Contains("None of your latest", await _talk.SayAsync("what did I order in October?"), StringComparison.Ordinal);

    [Fact]
    public async Task List_AfterTheQuestionAboutAnAmount_ShowsThoseOfTheAnswer()
    {
        await _talk.SayAsync("show me my orders over 1.000");

        var reply = await _talk.SayAsync("show me my orders over $300.00");

        Assert.All(Orders, order => Assert.Equal(order.Total > 300, reply.Contains(order.OrderId, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task List_NothingThatDear_SaysSo() =>
        Assert.Contains("orders is over $9,000.00", await _talk.SayAsync("show my orders over $9,000"), StringComparison.Ordinal);

    [Fact]
    public async Task List_StatusThatNoOrderHas_SaysSo() =>
        Assert.Contains("orders is cancelled", await _talk.SayAsync("show my cancelled orders"), StringComparison.Ordinal);

    [Fact]
    public async Task Biggest_ThenThatOne_IsTheSameOrder()
    {
        var biggest = Orders.MaxBy(order => order.Total)!;
        var reply = await _talk.SayAsync("what was my most expensive order?");
        var next = await _talk.SayAsync("cancel that one");

        Assert.Contains($"**{biggest.OrderId}**", reply, StringComparison.Ordinal);
        Assert.Contains($"**{biggest.OrderId}**", next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HowPaid_OfTheOrderSpokenOf_NamesTheMethod()
    {
        var method = _shop.User(MemoryShop.Customer).PaymentMethods[_shop.Order(DeliveredOrder).PaymentHistory[0].PaymentMethodId];
        await _talk.SayAsync($"what is in {DeliveredOrder}?");

        Assert.Contains(method.Describe(), await _talk.SayAsync("how did I pay for it?"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrackRefund_NoOrderNamed_SaysEveryRefundThereIs()
    {
        Assert.Contains("no refund recorded", await _talk.SayAsync("did my refund go through?"), StringComparison.Ordinal);
        await _talk.SayAsync($"cancel {PendingOrder}");
        await _talk.AnswerAsync(approved: true);
        using var later = new Conversation(_shop);

        Assert.Contains(
            Money.Format(_shop.Order(PendingOrder).Total),
            await later.SayAsync("has my refund gone through?"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("my parcel never came but it says delivered")]
    [InlineData($"{DeliveredOrder} is marked as delivered but I never got it")]
    public async Task NotReceived_DeliveredOrder_IsSorryAndOpensATicketOnYes(string text)
    {
        var reply = await _talk.SayAsync(text);
        await _talk.SayAsync("yes");

        Assert.StartsWith("I'm sorry", reply, StringComparison.Ordinal);
        Assert.Contains("recorded as delivered", reply, StringComparison.Ordinal);
        Assert.Equal(
            ("create_ticket", text, DeliveredOrder),
            (_talk.Pending?.Name, _talk.Argument("description"), _talk.Argument("order_id"))
        );
    }

    [Fact]
    public async Task Exchange_ThingOfAnotherOrder_LeavesTheOrderSpokenOf()
    {
        await _talk.SayAsync($"what is in {PendingOrder}?");
        var reply = await _talk.SayAsync("I'd like to exchange my shirt");

        Assert.Contains("Linen Shirt", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("Mouse", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_ThingThatWasNeverOrdered_SaysSo()
    {
        await _talk.SayAsync($"what is in {PendingOrder}?");

        Assert.Contains("no order with \"teapot\"", await _talk.SayAsync("exchange my teapot"), StringComparison.Ordinal);
        Assert.Contains(
            "There is no \"blender\" in this order",
            await _talk.SayAsync($"return the blender from {DeliveredOrder}"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("all of it")]
    [InlineData("everything please")]
    [InlineData("yes, both of them")]
    public async Task Everything_AfterAnOfferToReturn_ReturnsAll(string text)
    {
        await _talk.SayAsync($"cancel {DeliveredOrder}");
        await _talk.SayAsync(text);

        Assert.Equal("return_delivered_order_items", _talk.Pending?.Name);
        Assert.Equal(_shop.Order(DeliveredOrder).Items.Count, _talk.Argument("item_ids").Split(',').Length);
    }

    [Theory]
    [InlineData("return the lamp from #W1", "lamp")]
    [InlineData("I want to exchange my rain jacket for a blue one", "rain jacket")]
    [InlineData("cancel my order", null)]
    [InlineData("cancel that one", null)]
    [InlineData("return the second item", null)]
    public void In_Thing_IsReadUnlessItIsAnything(string text, string? thing) => Assert.Equal(thing, ItemPhraseReader.Read(text));
}
