using System.Text.Json;
using Services.Agents.Tests.Support;
using Services.Contracts.Ids;
using Services.Retail;
using Services.Retail.Tools;
using Switchboard.Testing;

namespace Services.Agents.Tests.Tools;

/// <summary>The write tools on PostgreSQL: effects, refusals, access, and that each happens once.</summary>
public sealed class WriteToolTests(PostgresFixture postgres)
{
    private static readonly object Cancel = new { order_id = "#W4", reason = "no longer needed" };

    public static TheoryData<string, string> Writes =>
        new()
        {
            { "cancel_pending_order", """{ "order_id": "#W4", "reason": "ordered by mistake" }""" },
            {
                "modify_pending_order_address",
                """{ "order_id": "#W4", "address1": "2 Lane", "address2": "", "city": "Town", "state": "CA", "country": "USA", "zip": "33333" }"""
            },
            { "modify_pending_order_payment", """{ "order_id": "#W4", "payment_method_id": "credit_card_1" }""" },
            {
                "modify_pending_order_items",
                """{ "order_id": "#W4", "item_ids": ["i1"], "new_item_ids": ["i2"], "payment_method_id": "gift_card_1" }"""
            },
            { "return_delivered_order_items", """{ "order_id": "#W2", "item_ids": ["i1"], "payment_method_id": "credit_card_1" }""" },
            {
                "exchange_delivered_order_items",
                """{ "order_id": "#W2", "item_ids": ["i1"], "new_item_ids": ["i2"], "payment_method_id": "credit_card_1" }"""
            },
            {
                "modify_user_address",
                """{ "user_id": "ada_1", "address1": "2 Lane", "address2": "", "city": "Town", "state": "CA", "country": "USA", "zip": "33333" }"""
            },
        };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_Approved_StoresWhatItReturns(string tool, string arguments)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var result = await shop.CallAsync(People.Ada, tool, JsonElement.Parse(arguments));

        Assert.False(ToolRefusal.TryRead(result, out _), result.ToString());
        var data = await shop.Archive.ReadAsync(default);
        var stored = result.TryGetProperty("order_id", out var orderId)
            ? JsonSerializer.SerializeToElement(data.Orders[orderId.GetString()!], RetailJson.Default.Order)
            : JsonSerializer.SerializeToElement(data.Users["ada_1"], RetailJson.Default.User);
        Assert.True(JsonElement.DeepEquals(stored, result), $"{stored}\n{result}");
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_NotApproved_ChangesNothing(string tool, string arguments)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var result = await shop.CallAsync(People.Ada, tool, JsonElement.Parse(arguments), approved: false);

        Assert.True(ToolRefusal.TryRead(result, out var refusal));
        Assert.Contains("agreed", refusal.Sentence, StringComparison.Ordinal);
        await AssertUnchangedAsync(shop);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_OfAnotherCustomer_FindsNothingAndChangesNothing(string tool, string arguments)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var result = await shop.CallAsync(People.Bo, tool, JsonElement.Parse(arguments));

        Assert.True(ToolRefusal.TryRead(result, out var refusal));
        Assert.EndsWith("was not found.", refusal.Sentence, StringComparison.Ordinal);
        await AssertUnchangedAsync(shop);
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Write_Repeated_HappensOnceAndReturnsTheFirstResult(string tool, string arguments)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var first = await shop.CallAsync(People.Ada, tool, JsonElement.Parse(arguments));
        var after = await shop.Archive.ReadAsync(default);
        var second = await shop.CallAsync(People.Ada, tool, JsonElement.Parse(arguments));

        Assert.True(JsonElement.DeepEquals(first, second));
        AssertSame(after, await shop.Archive.ReadAsync(default));
    }

    [Fact]
    public async Task Cancel_RepeatedAtTheSameTime_RefundsOnce()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.CallAsync(People.Ada, "cancel_pending_order", Cancel)));

        Assert.All(results, result => Assert.True(JsonElement.DeepEquals(results[0], result)));
        var data = await shop.Archive.ReadAsync(default);
        Assert.Equal(90.45m, data.Users["ada_1"].PaymentMethods[SmallShop.GiftCard].Balance);
        Assert.Equal(2, data.Orders["#W4"].PaymentHistory.Count);
    }

    [Fact]
    public async Task Cancel_AtTheSameTimeInDifferentTurns_OneWinsAndTheOthersAreRefused()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(turn => shop.CallAsync(People.Ada, "cancel_pending_order", Cancel, idempotencyScope: $"turn-{turn}"))
        );

        Assert.Single(results, result => !ToolRefusal.TryRead(result, out _));
        Assert.Equal(90.45m, (await shop.Archive.ReadAsync(default)).Users["ada_1"].PaymentMethods[SmallShop.GiftCard].Balance);
    }

    [Fact]
    public async Task Write_SameArgumentsInAnotherOrder_IsTheSameWrite()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        await shop.CallAsync(
            People.Ada,
            "cancel_pending_order",
            JsonElement.Parse("""{ "order_id": "#W4", "reason": "no longer needed" }""")
        );

        var repeat = await shop.CallAsync(
            People.Ada,
            "cancel_pending_order",
            JsonElement.Parse("""{"reason":"no longer needed","order_id":"#W4"}""")
        );

        Assert.Equal("cancelled", repeat.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Write_Refused_IsNotRecorded()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var refused = await shop.CallAsync(People.Ada, "cancel_pending_order", new { order_id = "#W3", reason = "no longer needed" });

        Assert.True(ToolRefusal.TryRead(refused, out var refusal));
        Assert.Contains("processed", refusal.Sentence, StringComparison.Ordinal);
        await using var count = shop.Source.CreateCommand("select count(*) from agents.tool_executions");
        Assert.Equal(0L, await count.ExecuteScalarAsync());
        await AssertUnchangedAsync(shop);
    }

    [Theory]
    [InlineData("W4")]
    [InlineData("w4")]
    [InlineData(" #w4 ")]
    public async Task Write_OrderIdWrittenLoosely_IsUnderstood(string orderId)
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var result = await shop.CallAsync(People.Ada, "cancel_pending_order", new { order_id = orderId, reason = "no longer needed" });

        Assert.Equal("#W4", result.GetProperty("order_id").GetString());
    }

    [Fact]
    public async Task Write_ByStaff_MayChangeACustomersOrder()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var result = await shop.CallAsync(People.Operator, "cancel_pending_order", Cancel);

        Assert.Equal("cancelled", result.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Write_ArgumentMissing_IsRefusedWithItsName()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var result = await shop.CallAsync(People.Ada, "cancel_pending_order", new { order_id = "#W4" });

        Assert.True(ToolRefusal.TryRead(result, out var refusal));
        Assert.Contains("reason", refusal.Sentence, StringComparison.Ordinal);
        await AssertUnchangedAsync(shop);
    }

    [Fact]
    public async Task Transfer_Twice_QueuesTheSessionOnce()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var session = await shop.BeginSessionAsync();

        var result = await shop.CallAsync(
            People.Ada,
            "transfer_to_human_agents",
            new { summary = "First" },
            "turn-1",
            approved: false,
            session
        );
        await shop.CallAsync(People.Ada, "transfer_to_human_agents", new { summary = "Second" }, "turn-2", approved: false, session);

        Assert.Equal("Transfer successful", result.GetString());
        await using var queue = shop.Source.CreateCommand(
            "select string_agg(note || '/' || responder, ',') from conversations.handovers join conversations.sessions on id = session_id"
        );
        Assert.Equal("First/queue", await queue.ExecuteScalarAsync());
    }

    private static async Task AssertUnchangedAsync(Shop shop) => AssertSame(SmallShop.Data, await shop.Archive.ReadAsync(default));

    private static void AssertSame(RetailData expected, RetailData actual) =>
        Assert.True(
            JsonElement.DeepEquals(
                JsonSerializer.SerializeToElement(expected, RetailJson.Default.RetailData),
                JsonSerializer.SerializeToElement(actual, RetailJson.Default.RetailData)
            )
        );
}
