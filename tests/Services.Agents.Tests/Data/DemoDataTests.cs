using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Services.Agents.Data.Seeding;
using Services.Agents.Tests.Support;
using Services.Retail;
using Services.Retail.Tools;
using Switchboard.Testing;

namespace Services.Agents.Tests.Data;

/// <summary>The demo data and how it gets into the database.</summary>
public sealed class DemoDataTests(PostgresFixture postgres)
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void Generate_SameDay_IsTheSameToTheLastDigit()
    {
        var one = DemoData.Generate(Day);
        var other = DemoData.Generate(Day);

        Assert.Equal(
            JsonSerializer.Serialize(one.Retail, RetailJson.Default.RetailData),
            JsonSerializer.Serialize(other.Retail, RetailJson.Default.RetailData)
        );
        Assert.Equal(one.OrderedAt, other.OrderedAt);
        Assert.Equal(one.TicketsOfCustomers, other.TicketsOfCustomers);
    }

    [Fact]
    public void Generate_AnyDay_IsAsLargeAndAsVariedAsADemoNeeds()
    {
        var data = DemoData.Generate(Day);

        Assert.True(data.Retail.Users.Count >= 200);
        Assert.True(data.Retail.Orders.Count >= 600);
        Assert.True(data.Retail.Products.Count >= 40);
        Assert.True(data.TicketsOfCustomers.Count >= 100);
        foreach (var status in new[] { OrderStatus.Pending, OrderStatus.Processed, OrderStatus.Delivered, OrderStatus.Cancelled })
        {
            Assert.True(data.Retail.Orders.Values.Count(order => order.Status == status) >= 30, status.ToString());
        }

        Assert.Contains(data.Retail.Users.Values, user => user.PaymentMethods.Values.Any(method => method.IsGiftCard));
        Assert.Equal(data.TicketsOfCustomers[0].UserId, DemoCustomers.People[0].CustomerId);
    }

    [Fact]
    public void Generate_AnyDay_HoldsTogether()
    {
        var data = DemoData.Generate(Day).Retail;

        Assert.All(
            data.Orders.Values,
            order =>
            {
                Assert.Contains(order.OrderId, data.Users[order.UserId].Orders);
                Assert.Equal(order.Total, order.PaymentHistory[0].Amount);
                Assert.Contains(order.PaymentHistory[0].PaymentMethodId, data.Users[order.UserId].PaymentMethods.Keys);
                Assert.All(order.Items, item => Assert.Equal(item.Price, data.Products[item.ProductId].Variants[item.ItemId].Price));
            }
        );
        Assert.All(data.Products.Values.SelectMany(product => product.Variants.Values), variant => Assert.True(variant.Price > 0));
    }

    [Fact]
    public void Generate_AnyDay_DemoCustomersHaveTheirOrders()
    {
        var data = DemoData.Generate(Day).Retail;

        var statuses = data.Users[DemoCustomers.People[0].CustomerId].Orders.Select(id => data.Orders[id].Status).ToHashSet();

        Assert.Superset(new HashSet<OrderStatus> { OrderStatus.Pending, OrderStatus.Delivered, OrderStatus.Processed }, statuses);
    }

    [Fact]
    public async Task Start_SeveralInstancesAtOnce_FillTheShopOnce()
    {
        await using var shop = await Shop.EmptyAsync(postgres);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Seeder(shop).StartAsync(default)));
        await Seeder(shop).StartAsync(default);

        var expected = DemoData.Generate(DateOnly.FromDateTime(DateTime.UtcNow)).Retail;
        var stored = await shop.Archive.ReadAsync(default);
        Assert.True(
            JsonElement.DeepEquals(
                JsonSerializer.SerializeToElement(expected, RetailJson.Default.RetailData),
                JsonSerializer.SerializeToElement(stored, RetailJson.Default.RetailData)
            )
        );
    }

    [Fact]
    public async Task Start_SeededShop_DemoCustomersTicketCanBeRead()
    {
        await using var shop = await Shop.EmptyAsync(postgres);
        await Seeder(shop).StartAsync(default);

        var tickets = await shop.CallAsync(People.Customer(DemoCustomers.People[0].CustomerId), "list_my_tickets", new { });

        Assert.False(ToolRefusal.TryRead(tickets, out _));
        Assert.True(tickets.GetArrayLength() > 0);
    }

    private static DemoSeeder Seeder(Shop shop) => new(shop.Source, TimeProvider.System, NullLogger<DemoSeeder>.Instance);
}
