using Services.Agents.Tests.Support;
using Services.Agents.Tools.Orders;
using Services.Retail;

namespace Services.Agents.Tests.Tools;

/// <summary>The shop's rules, without a database.</summary>
public sealed class OrderRulesTests
{
    private static readonly User Ada = SmallShop.Data.Users["ada_1"];

    [Fact]
    public void Cancel_PendingOrder_RefundsToItsOwnMethod()
    {
        var allowed = Allow(new CancelOrder("#W1", "no longer needed"));

        Assert.Equal(OrderStatus.Cancelled, allowed.Order.Status);
        Assert.Equal(CancelReason.NoLongerNeeded, allowed.Order.CancelReason);
        Assert.Equal([Payment.Of(40.45m, SmallShop.Card), Payment.Refund(40.45m, SmallShop.Card)], allowed.Order.PaymentHistory);
        Assert.Same(Ada, allowed.User);
        Assert.Equal(
            "Cancel order #W1 (3 items, $40.45) because it is no longer needed; "
                + "$40.45 goes back to the visa credit card ending 1234 within 5 to 7 business days.",
            allowed.Statement
        );
    }

    [Fact]
    public void Cancel_PaidByGiftCard_BalanceGrowsAtOnce() =>
        Assert.Equal(90.45m, Allow(new CancelOrder("#W4", "Ordered by mistake")).User.PaymentMethods[SmallShop.GiftCard].Balance);

    [Fact]
    public void Cancel_AfterThePaymentWasChanged_RefundsOnceInAll()
    {
        var order = SmallShop.Data.Orders["#W1"] with
        {
            PaymentHistory =
            [
                Payment.Of(40.45m, SmallShop.Card),
                Payment.Of(40.45m, SmallShop.PayPal),
                Payment.Refund(40.45m, SmallShop.Card),
            ],
        };

        var allowed = Assert.IsType<OrderChange.Allowed>(
            new CancelOrder("#W1", "no longer needed").Change(order, Ada, SmallShop.Data.Products)
        );

        Assert.Equal([Payment.Refund(40.45m, SmallShop.PayPal)], allowed.Order.PaymentHistory.Skip(3));
    }

    [Theory]
    [InlineData("#W2")]
    [InlineData("#W3")]
    [InlineData("#W5")]
    public void Cancel_OrderThatIsNotPending_Refused(string orderId) => Refuse(new CancelOrder(orderId, "no longer needed"));

    [Fact]
    public void Cancel_OtherReason_Refused() => Refuse(new CancelOrder("#W1", "too expensive"));

    [Theory]
    [InlineData("#W1")]
    [InlineData("#W5")]
    public void ModifyAddress_PendingOrder_TakesTheAddress(string orderId)
    {
        var address = SmallShop.Address with { Address1 = "2 Lane" };

        var allowed = Allow(new ModifyOrderAddress(orderId, address));

        Assert.Equal(address, allowed.Order.Address);
        Assert.Equal(SmallShop.Data.Orders[orderId].Status, allowed.Order.Status);
    }

    [Fact]
    public void ModifyAddress_ProcessedOrder_Refused() => Refuse(new ModifyOrderAddress("#W3", SmallShop.Address));

    [Fact]
    public void ModifyPayment_ToAGiftCard_PaysAndRefunds()
    {
        var allowed = Allow(new ModifyOrderPayment("#W1", SmallShop.GiftCard));

        Assert.Equal(OrderStatus.Pending, allowed.Order.Status);
        Assert.Equal(
            [Payment.Of(40.45m, SmallShop.Card), Payment.Of(40.45m, SmallShop.GiftCard), Payment.Refund(40.45m, SmallShop.Card)],
            allowed.Order.PaymentHistory
        );
        Assert.Equal(9.55m, allowed.User.PaymentMethods[SmallShop.GiftCard].Balance);
    }

    [Fact]
    public void ModifyPayment_FromAGiftCard_GivesItsBalanceBack() =>
        Assert.Equal(90.45m, Allow(new ModifyOrderPayment("#W4", SmallShop.PayPal)).User.PaymentMethods[SmallShop.GiftCard].Balance);

    [Theory]
    [InlineData("#W1", SmallShop.Card)]
    [InlineData("#W1", SmallShop.PoorGiftCard)]
    [InlineData("#W1", "credit_card_of_somebody")]
    [InlineData("#W2", SmallShop.PayPal)]
    public void ModifyPayment_AgainstTheRules_Refused(string orderId, string method) => Refuse(new ModifyOrderPayment(orderId, method));

    [Fact]
    public void ModifyPayment_SecondTime_Refused()
    {
        var once = Allow(new ModifyOrderPayment("#W1", SmallShop.PayPal));

        Assert.IsType<OrderChange.Refused>(new ModifyOrderPayment("#W1", SmallShop.Card).Change(once.Order, Ada, SmallShop.Data.Products));
    }

    [Fact]
    public void ModifyItems_DearerItem_IsPaid()
    {
        var allowed = Allow(new ModifyOrderItems("#W1", ["i1"], ["i2"], SmallShop.GiftCard));

        Assert.Equal(OrderStatus.ItemsModified, allowed.Order.Status);
        Assert.Equal(Payment.Of(10.15m, SmallShop.GiftCard), allowed.Order.PaymentHistory[^1]);
        Assert.Equal(39.85m, allowed.User.PaymentMethods[SmallShop.GiftCard].Balance);
        Assert.Equal(["i2", "i1", "i2"], allowed.Order.Items.Select(item => item.ItemId));
        Assert.Equal("blue", allowed.Order.Items[0].Options["colour"]);
        Assert.Equal(20.25m, allowed.Order.Items[0].Price);
    }

    [Fact]
    public void ModifyItems_CheaperItems_AreRefunded()
    {
        var allowed = Allow(new ModifyOrderItems("#W1", ["i1", "i1"], ["i3", "i6"], SmallShop.GiftCard));

        Assert.Equal(Payment.Refund(5.05m, SmallShop.GiftCard), allowed.Order.PaymentHistory[^1]);
        Assert.Equal(55.05m, allowed.User.PaymentMethods[SmallShop.GiftCard].Balance);
        Assert.Equal([5.05m, 10.10m, 20.25m], allowed.Order.Items.Select(item => item.Price));
    }

    [Fact]
    public void ModifyItems_SamePrice_RefundsNothing() =>
        Assert.Equal(
            Payment.Refund(0m, SmallShop.Card),
            Allow(new ModifyOrderItems("#W1", ["i1"], ["i6"], SmallShop.Card)).Order.PaymentHistory[^1]
        );

    [Theory]
    [InlineData("#W5", "i1", "i2", SmallShop.Card)]
    [InlineData("#W2", "i1", "i2", SmallShop.Card)]
    [InlineData("#W1", "i1", "i1", SmallShop.Card)]
    [InlineData("#W1", "i1", "i5", SmallShop.Card)]
    [InlineData("#W1", "i1", "r1", SmallShop.Card)]
    [InlineData("#W1", "i3", "i1", SmallShop.Card)]
    [InlineData("#W1", "i1,i1,i1", "i2,i2,i2", SmallShop.Card)]
    [InlineData("#W1", "i1,i1", "i2", SmallShop.Card)]
    [InlineData("#W1", "", "", SmallShop.Card)]
    [InlineData("#W1", "i1", "i4", SmallShop.GiftCard)]
    [InlineData("#W1", "i1", "i2", "credit_card_of_somebody")]
    public void ModifyItems_AgainstTheRules_Refused(string orderId, string items, string newItems, string method) =>
        Refuse(new ModifyOrderItems(orderId, List(items), List(newItems), method));

    [Theory]
    [InlineData(SmallShop.Card)]
    [InlineData(SmallShop.PoorGiftCard)]
    public void Return_DeliveredItems_AreRequested(string method)
    {
        var allowed = Allow(new ReturnOrderItems("#W2", ["i2", "i1"], method));

        Assert.Equal(OrderStatus.ReturnRequested, allowed.Order.Status);
        Assert.Equal(["i1", "i2"], allowed.Order.ReturnItems!);
        Assert.Equal(method, allowed.Order.ReturnPaymentMethodId);
        Assert.Equal(SmallShop.Data.Orders["#W2"].PaymentHistory, allowed.Order.PaymentHistory);
    }

    [Theory]
    [InlineData("#W1", "i1", SmallShop.Card)]
    [InlineData("#W2", "i1", SmallShop.PayPal)]
    [InlineData("#W2", "i1", "credit_card_of_somebody")]
    [InlineData("#W2", "i3", SmallShop.Card)]
    [InlineData("#W2", "i2,i2", SmallShop.Card)]
    [InlineData("#W2", "", SmallShop.Card)]
    public void Return_AgainstTheRules_Refused(string orderId, string items, string method) =>
        Refuse(new ReturnOrderItems(orderId, List(items), method));

    [Fact]
    public void Exchange_DeliveredItems_AreRequestedAndNothingIsPaidYet()
    {
        var allowed = Allow(new ExchangeOrderItems("#W2", ["i2", "i1"], ["i3", "i1"], SmallShop.GiftCard));

        Assert.Equal(OrderStatus.ExchangeRequested, allowed.Order.Status);
        Assert.Equal(["i1", "i2"], allowed.Order.ExchangeItems!);
        Assert.Equal(["i1", "i3"], allowed.Order.ExchangeNewItems!);
        Assert.Equal(SmallShop.GiftCard, allowed.Order.ExchangePaymentMethodId);
        Assert.Equal(-15.20m, allowed.Order.ExchangePriceDifference);
        Assert.Same(Ada, allowed.User);
        Assert.Equal(SmallShop.Data.Orders["#W2"].Items, allowed.Order.Items);
    }

    [Theory]
    [InlineData("#W1", "i1", "i2", SmallShop.Card)]
    [InlineData("#W2", "i1", "i5", SmallShop.Card)]
    [InlineData("#W2", "i1", "r1", SmallShop.Card)]
    [InlineData("#W2", "i1", "i2", SmallShop.PoorGiftCard)]
    [InlineData("#W2", "i1", "i2", "credit_card_of_somebody")]
    [InlineData("#W2", "i1,i2", "i2", SmallShop.Card)]
    public void Exchange_AgainstTheRules_Refused(string orderId, string items, string newItems, string method) =>
        Refuse(new ExchangeOrderItems(orderId, List(items), List(newItems), method));

    [Theory]
    [InlineData(0.005, 0.00)]
    [InlineData(0.015, 0.02)]
    [InlineData(2.345, 2.34)]
    [InlineData(-0.125, -0.12)]
    public void Round_Midpoint_GoesToEven(decimal amount, decimal rounded) => Assert.Equal(rounded, Money.Round(amount));

    private static string[] List(string ids) => ids.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static OrderChange Change(OrderCommand command) =>
        command.Change(SmallShop.Data.Orders[command.OrderId], Ada, SmallShop.Data.Products);

    private static OrderChange.Allowed Allow(OrderCommand command) => Assert.IsType<OrderChange.Allowed>(Change(command));

    private static void Refuse(OrderCommand command)
    {
        var sentence = Assert.IsType<OrderChange.Refused>(Change(command)).Sentence;
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
    }
}
