using Microsoft.Extensions.DependencyInjection;
using Services.Agents.Tests.Support;
using Services.Contracts.Ids;
using Services.Conversations.Vault;
using Switchboard.Testing;

namespace Services.Agents.Tests.Tools;

/// <summary>Tools get contact data as they were written, where a conversation has placeholders.</summary>
public sealed class PersonalDataToolTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Call_WithAPlaceholder_ReachesTheToolWithTheAddressAndKeepsTheCardMasked()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var session = await shop.BeginSessionAsync();
        var masked = await shop.Vault.MaskAsync(
            session,
            "Write to ada@example.com, card 4111 1111 1111 1111",
            TestContext.Current.CancellationToken
        );

        await shop.CallAsync(
            People.Ada,
            "create_ticket",
            new { subject = "Lamp", description = masked },
            "turn-1",
            approved: true,
            session
        );

        await using var command = shop.Source.CreateCommand("select string_agg(t::text, ' ') from agents.tickets as t");
        var ticket = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        Assert.Contains("Write to ada@example.com, card [card_1]", ticket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handover_ToAPerson_KeepsThePlaceholdersOfTheRecord()
    {
        await using var shop = await Shop.WithAsync(postgres, SmallShop.Data);
        var session = await shop.BeginSessionAsync();
        var masked = await shop.Vault.MaskAsync(session, "Write to ada@example.com", TestContext.Current.CancellationToken);

        await shop.CallAsync(People.Ada, "transfer_to_human_agents", new { summary = masked }, "turn-1", approved: false, session);

        await using var command = shop.Source.CreateCommand("select note from conversations.handovers");
        Assert.Equal("Write to [email_1]", await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
