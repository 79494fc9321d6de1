using System.Text.Json;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Reports;
using Services.Retail.Tickets;

namespace Services.Agents.Tests.Data;

/// <summary>The shop's closed sets of words: what stands in its database, in exchanged data and in what models read.</summary>
public sealed class RetailNamesTests
{
    [Fact]
    public void Names_OfEverySet_AreThoseOfTheDatabaseAndTheWire()
    {
        AssertNames<OrderStatus>(
            "pending",
            "pending (item modified)",
            "processed",
            "delivered",
            "cancelled",
            "exchange requested",
            "return requested"
        );
        AssertNames<CancelReason>("no longer needed", "ordered by mistake");
        AssertNames<TransactionType>("payment", "refund");
        AssertNames<PaymentSource>("credit_card", "paypal", "gift_card");
        AssertNames<TicketStatus>("open", "waiting", "resolved", "closed");
        AssertNames<TicketPriority>("low", "normal", "high", "urgent");
        AssertNames<CommentAuthor>("customer", "support");
        AssertNames<ReportScope>("all customers", "own orders");
        AssertNames<ReportGrouping>("month", "status", "product");
    }

    private static void AssertNames<T>(params IEnumerable<string> names)
        where T : struct, Enum
    {
        Assert.Equal(names, Enum.GetValues<T>().Select(EnumNames.Of));
        Assert.Equal(names, Enum.GetValues<T>().Select(value => JsonSerializer.SerializeToElement(value).GetString()!));
    }
}
