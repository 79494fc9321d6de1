using System.ComponentModel;
using System.Text.Json;
using Npgsql;
using Services.Agents.Tools.Calls;
using Services.Contracts.Access;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>The read tools over tickets for one caller.</summary>
/// <remarks>Methods and parameters have the names that models see.</remarks>
internal sealed class SupportReads(NpgsqlDataSource source, Caller caller)
{
    private const int MaxTickets = 20;

    [Description("List the customer's support tickets, the last changed first, at most 20. For staff: everybody's.")]
    public async Task<JsonElement> list_my_tickets(
        [Description("Only those with this status: 'open', 'waiting', 'resolved' or 'closed'. Leave out for all.")] string? status = null,
        CancellationToken cancellationToken = default
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        IReadOnlyList<Ticket> tickets = await TicketRows.ListAsync(
            connection,
            caller.OnlyCustomer(),
            string.IsNullOrWhiteSpace(status) ? null : status.Trim().ToLowerInvariant(),
            MaxTickets,
            cancellationToken
        );
        return JsonSerializer.SerializeToElement(tickets, TicketJson.Default.IReadOnlyListTicket);
    }

    [Description("Get a support ticket with its comments.")]
    public async Task<JsonElement> get_ticket(
        [Description("The ticket's id, such as 'T-10001'.")] string ticket_id,
        CancellationToken cancellationToken
    )
    {
        var id = IdNormalizer.TicketId(ticket_id);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var ticket = await TicketRows.FindAsync(connection, id, forUpdate: false, cancellationToken);
        return ticket is null || !caller.MayAccess(ticket.UserId)
            ? throw new ToolRefusedException($"Ticket {id} was not found.")
            : JsonSerializer.SerializeToElement(ticket, TicketJson.Default.Ticket);
    }
}
