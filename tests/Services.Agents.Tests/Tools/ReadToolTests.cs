using System.Text.Json;
using Services.Agents.Tests.Support;
using Services.Retail;
using Services.Retail.Tools;
using Switchboard.Testing;

namespace Services.Agents.Tests.Tools;

/// <summary>The read tools on PostgreSQL.</summary>
public sealed class ReadToolTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("ADA@example.com")]
    [InlineData(" ada@EXAMPLE.com ")]
    public async Task FindByEmail_OtherCase_Finds(string email)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        Assert.Equal("ada_1", (await shop.CallAsync(People.Ada, "find_user_id_by_email", new { email })).GetString());
    }

    [Fact]
    public async Task FindByNameZip_OtherCase_Finds()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var found = await shop.CallAsync(
            People.Operator,
            "find_user_id_by_name_zip",
            new
            {
                first_name = "bo",
                last_name = "EK",
                zip = "22222",
            }
        );

        Assert.Equal("bo_2", found.GetString());
    }

    [Fact]
    public async Task FindByEmail_AnotherCustomers_IsNotFound()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        Assert.True(
            ToolRefusal.TryRead(await shop.CallAsync(People.Ada, "find_user_id_by_email", new { email = "bo@example.com" }), out _)
        );
    }

    [Theory]
    [InlineData("get_user_details", """{ "user_id": "bo_2" }""")]
    [InlineData("get_order_details", """{ "order_id": "#W6" }""")]
    [InlineData("get_order_details", """{ "order_id": "#W99" }""")]
    public async Task Get_AnotherCustomersOrUnknown_IsNotFound(string tool, string arguments)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        Assert.True(ToolRefusal.TryRead(await shop.CallAsync(People.Ada, tool, JsonElement.Parse(arguments)), out var refusal));
        Assert.EndsWith("was not found.", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetOrder_ByOwnerAndByStaff_HasTheDomainsShape()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var expected = JsonSerializer.SerializeToElement(SmallShop.Data.Orders["#W6"], RetailJson.Default.Order);

        Assert.True(JsonElement.DeepEquals(expected, await shop.CallAsync(People.Bo, "get_order_details", new { order_id = "w6" })));
        Assert.True(JsonElement.DeepEquals(expected, await shop.CallAsync(People.Operator, "get_order_details", new { order_id = "#W6" })));
    }

    [Fact]
    public async Task GetItem_OfAnyProduct_IsItsVariant()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var item = await shop.CallAsync(People.Ada, "get_item_details", new { item_id = "r1" });

        Assert.Equal(99.99m, item.GetProperty("price").GetDecimal());
    }

    [Fact]
    public async Task ListProductTypes_Always_SortedByName()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var list = await shop.CallAsync(People.Ada, "list_all_product_types", new { });

        Assert.Equal(["Lamp=p1", "Rug=p2"], list.EnumerateObject().Select(entry => $"{entry.Name}={entry.Value}"));
    }

    [Theory]
    [InlineData("2 + 3 * (4 - 1)", "11.00")]
    [InlineData("-10.5 / 4", "-2.62")]
    [InlineData("0.1 + 0.2", "0.30")]
    [InlineData("((1))", "1.00")]
    public async Task Calculate_Expression_HasTwoDecimals(string expression, string expected)
    {
        await using var shop = await Shop.EmptyAsync(postgres);

        Assert.Equal(expected, (await shop.CallAsync(People.Ada, "calculate", new { expression })).GetString());
    }

    [Theory]
    [InlineData("1 / 0")]
    [InlineData("1 +")]
    [InlineData("import os")]
    [InlineData("1.2.3")]
    [InlineData("(1")]
    [InlineData("99999999999999999999 * 99999999999999999999")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((1))))))))))))))))))))))))))))))))))))))))")]
    public async Task Calculate_NoExpression_IsRefused(string expression)
    {
        await using var shop = await Shop.EmptyAsync(postgres);

        Assert.True(ToolRefusal.TryRead(await shop.CallAsync(People.Ada, "calculate", new { expression }), out _));
    }

    [Fact]
    public async Task OrderStatistics_OfACustomer_CountsTheirOwnOrdersOnly()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var own = await shop.CallAsync(People.Bo, "order_statistics", new { group_by = "status" });
        var all = await shop.CallAsync(People.Operator, "order_statistics", new { group_by = "status" });

        Assert.Equal(1, own.GetProperty("total").GetProperty("orders").GetInt32());
        Assert.Equal(40.45m, own.GetProperty("total").GetProperty("value").GetDecimal());
        Assert.Equal(6, all.GetProperty("total").GetProperty("orders").GetInt32());
        Assert.Equal(3, all.GetProperty("groups")[0].GetProperty("orders").GetInt32());
        Assert.Equal("pending", all.GetProperty("groups")[0].GetProperty("group").GetString());
    }

    [Fact]
    public async Task RevenueReport_CancelledOrders_AreLeftOut()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        await shop.CallAsync(People.Bo, "cancel_pending_order", new { order_id = "#W6", reason = "no longer needed" });

        var revenue = await shop.CallAsync(People.Bo, "revenue_report", new { group_by = "month" });
        var count = await shop.CallAsync(People.Bo, "order_statistics", new { group_by = "month" });

        Assert.Equal(0m, revenue.GetProperty("total").GetProperty("value").GetDecimal());
        Assert.Equal(1, count.GetProperty("total").GetProperty("orders").GetInt32());
    }

    [Theory]
    [InlineData("""{ "group_by": "colour" }""")]
    [InlineData("""{ "group_by": "month", "from_date": "yesterday" }""")]
    [InlineData("""{ "group_by": "month", "from_date": "2025-02-01", "to_date": "2025-01-01" }""")]
    [InlineData("""{ "group_by": "month", "from_date": "2001-01-01", "to_date": "2025-01-01" }""")]
    public async Task OrderStatistics_ParametersOutOfBounds_AreRefused(string arguments)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        Assert.True(ToolRefusal.TryRead(await shop.CallAsync(People.Ada, "order_statistics", JsonElement.Parse(arguments)), out _));
    }
}
