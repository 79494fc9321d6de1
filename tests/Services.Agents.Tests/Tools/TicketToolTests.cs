using Services.Agents.Tests.Support;
using Services.Retail.Tools;
using Switchboard.Testing;

namespace Services.Agents.Tests.Tools;

/// <summary>Tickets on PostgreSQL.</summary>
public sealed class TicketToolTests(PostgresFixture postgres)
{
    private static readonly object Problem = new
    {
        subject = "Broken",
        description = "It arrived broken.",
        order_id = "w2",
    };

    [Fact]
    public async Task CreateTicket_AboutAnOrder_CanBeReadAndCommented()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var created = await shop.CallAsync(People.Ada, "create_ticket", Problem);
        var id = created.GetProperty("ticket_id").GetString();
        var commented = await shop.CallAsync(People.Ada, "add_ticket_comment", new { ticket_id = id, comment = "A photo follows." });
        var list = await shop.CallAsync(People.Ada, "list_my_tickets", new { status = "open" });

        Assert.Equal("#W2", created.GetProperty("order_id").GetString());
        Assert.Equal("open", created.GetProperty("status").GetString());
        Assert.Equal("A photo follows.", commented.GetProperty("comments")[0].GetProperty("body").GetString());
        Assert.Equal(id, list[0].GetProperty("ticket_id").GetString());
    }

    [Fact]
    public async Task CreateTicket_Repeated_OpensOne()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);

        var first = await shop.CallAsync(People.Ada, "create_ticket", Problem);
        var second = await shop.CallAsync(People.Ada, "create_ticket", Problem);

        Assert.Equal(first.GetProperty("ticket_id").GetString(), second.GetProperty("ticket_id").GetString());
        Assert.Equal(1, (await shop.CallAsync(People.Ada, "list_my_tickets", new { })).GetArrayLength());
    }

    [Fact]
    public async Task Ticket_OfAnotherCustomer_IsNotFound()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var id = (await shop.CallAsync(People.Ada, "create_ticket", Problem)).GetProperty("ticket_id").GetString();

        Assert.True(ToolRefusal.TryRead(await shop.CallAsync(People.Bo, "get_ticket", new { ticket_id = id }), out _));
        Assert.True(
            ToolRefusal.TryRead(await shop.CallAsync(People.Bo, "add_ticket_comment", new { ticket_id = id, comment = "Mine?" }), out _)
        );
        Assert.True(ToolRefusal.TryRead(await shop.CallAsync(People.Bo, "create_ticket", Problem), out _));
        Assert.Equal(0, (await shop.CallAsync(People.Bo, "list_my_tickets", new { })).GetArrayLength());
    }

    [Fact]
    public async Task AddComment_ByStaff_WaitsForTheCustomer()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var id = (await shop.CallAsync(People.Ada, "create_ticket", Problem)).GetProperty("ticket_id").GetString();

        var commented = await shop.CallAsync(People.Operator, "add_ticket_comment", new { ticket_id = id, comment = "Which part?" });

        Assert.Equal("waiting", commented.GetProperty("status").GetString());
        Assert.Equal("support", commented.GetProperty("comments")[0].GetProperty("author").GetString());
    }

    [Fact]
    public async Task AddComment_ToAClosedTicket_IsRefused()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var id = (await shop.CallAsync(People.Ada, "create_ticket", Problem)).GetProperty("ticket_id").GetString();
        await using (var close = shop.Source.CreateCommand("update agents.tickets set status = 'closed'"))
        {
            await close.ExecuteNonQueryAsync();
        }

        Assert.True(
            ToolRefusal.TryRead(
                await shop.CallAsync(People.Ada, "add_ticket_comment", new { ticket_id = id, comment = "Hello?" }),
                out var refusal
            )
        );
        Assert.Contains("closed", refusal.Sentence, StringComparison.Ordinal);
    }
}
