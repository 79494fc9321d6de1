using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Services.Agents.Tests.Support;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Retail;
using Services.Retail.Tools;
using Switchboard.Testing;

namespace Services.Agents.Tests.Tools;

/// <summary>What customers are asked to agree to, by every tool that changes something: in names that they know, never in ids.</summary>
public sealed class StatementTests(PostgresFixture postgres)
{
    private const string Address =
        """ "address1": "2 Lane", "address2": "", "city": "Town", "state": "CA", "country": "USA", "zip": "33333" """;

    /// <summary>Calls of every write tool.</summary>
    private static readonly (string Tool, string Arguments)[] Calls =
    [
        ("cancel_pending_order", """{ "order_id": "#W4", "reason": "ordered by mistake" }"""),
        ("cancel_pending_order", """{ "order_id": "#W1", "reason": "no longer needed" }"""),
        ("modify_pending_order_address", $$"""{ "order_id": "#W4", {{Address}} }"""),
        ("modify_pending_order_payment", """{ "order_id": "#W4", "payment_method_id": "credit_card_1" }"""),
        ("modify_pending_order_payment", """{ "order_id": "#W1", "payment_method_id": "gift_card_1" }"""),
        ("modify_pending_order_payment", """{ "order_id": "#W1", "payment_method_id": "paypal_1" }"""),
        ("modify_pending_order_items", Items("#W4", "i1", "i2", "gift_card_1")),
        ("modify_pending_order_items", Items("#W4", "i2", "i3", "paypal_1")),
        ("modify_pending_order_items", Items("#W4", "i1", "i6", "paypal_1")),
        ("return_delivered_order_items", """{ "order_id": "#W2", "item_ids": ["i1", "i2"], "payment_method_id": "credit_card_1" }"""),
        ("exchange_delivered_order_items", Items("#W2", "i1", "i2", "credit_card_1")),
        ("exchange_delivered_order_items", Items("#W2", "i2", "i1", "paypal_1")),
        ("modify_user_address", $$"""{ "user_id": "ada_1", {{Address}} }"""),
        ("create_ticket", """{ "subject": "Lamp", "description": "It flickers.", "order_id": "#W2" }"""),
        ("create_ticket", """{ "subject": "Lamp", "description": "It flickers." }"""),
        ("transfer_to_human_agents", """{ "summary": "Wants to talk to a person." }"""),
    ];

    [Fact]
    public async Task Statements_OfEveryWrite_NameNoIdButTheOrders()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        await AssertNoIdsAsync(shop, Calls);
    }

    [Fact]
    public async Task Statements_AboutAWayToPayThatIsGone_NameNoIdEither()
    {
        var users = SmallShop.Data.Users.ToDictionary(
            user => user.Key,
            user => user.Value with { PaymentMethods = user.Value.PaymentMethods.Where(one => one.Key != SmallShop.Card).ToDictionary() }
        );
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data with { Users = users });
        await AssertNoIdsAsync(
            shop,
            [
                ("cancel_pending_order", """{ "order_id": "#W1", "reason": "no longer needed" }"""),
                ("modify_pending_order_payment", """{ "order_id": "#W1", "payment_method_id": "gift_card_1" }"""),
            ]
        );
    }

    [Fact]
    public async Task Statement_OfATicketsComment_NamesTheTicketAndItsSubject()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var ticket = await shop.CallAsync(People.Ada, "create_ticket", new { subject = "Lamp", description = "It flickers." });
        var id = ticket.GetProperty("ticket_id").GetString();

        var statement = await StateAsync(shop, "add_ticket_comment", $$"""{ "ticket_id": "{{id}}", "comment": "Still." }""");

        Assert.Equal($"Add this comment to ticket {id} (\"Lamp\"): \"Still.\".", statement);
    }

    [Fact]
    public async Task Writes_ThatThereAre_AreAllAmongTheCalls()
    {
        await using var shop = await Shop.EmptyAsync(postgres);
        var names = typeof(ToolNames).GetFields().Select(field => (string)field.GetRawConstantValue()!);

        var writes = names.Where(name => WriteOf(shop, name) is not null);

        Assert.Equal(
            writes.Order(StringComparer.Ordinal),
            Calls.Select(call => call.Tool).Append("add_ticket_comment").Distinct().Order(StringComparer.Ordinal)
        );
    }

    private static async Task AssertNoIdsAsync(Shop shop, IEnumerable<(string Tool, string Arguments)> calls)
    {
        var ids = SmallShop
            .Data.Users.SelectMany(user => user.Value.PaymentMethods.Keys.Append(user.Key))
            .Concat(SmallShop.Data.Products.SelectMany(product => product.Value.Variants.Keys.Append(product.Key)));
        var pattern = $@"\b(?:{string.Join('|', ids.Distinct())})\b";
        foreach (var (tool, arguments) in calls)
        {
            var statement = await StateAsync(shop, tool, arguments);
            Assert.NotEmpty(statement);
            Assert.False(Regex.IsMatch(statement, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), $"{tool}: {statement}");
        }
    }

    private static async Task<string> StateAsync(Shop shop, string tool, string arguments)
    {
        var outcome = await WriteOf(shop, tool)!.DryRunAsync(new(ToolArguments.FromJson(JsonElement.Parse(arguments))), default);
        Assert.True(outcome.Refusal is null, $"{tool}: {outcome.Refusal}");
        return outcome.Statement;
    }

    private static WriteTool? WriteOf(Shop shop, string tool) =>
        shop.ToolFactory.Create([tool], Shop.Scope(People.Ada)).Single().GetService<WriteTool>();

    private static string Items(string order, string item, string newItem, string method) =>
        $$"""{ "order_id": "{{order}}", "item_ids": ["{{item}}"], "new_item_ids": ["{{newItem}}"], "payment_method_id": "{{method}}" }""";
}
