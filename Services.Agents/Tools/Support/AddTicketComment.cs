using System.Text.Json;
using Npgsql;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Contracts.Access;
using Services.Contracts.Json;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>Adds a comment to a ticket; a customer's comment opens a waiting or resolved one again.</summary>
internal sealed record AddTicketComment(string TicketId, string Comment) : IWriteCommand
{
    private const int LongestComment = 4_000;

    /// <inheritdoc/>
    public async Task<WriteOutcome> ApplyAsync(WriteContext context, CancellationToken cancellationToken)
    {
        var body = Comment.Trim();
        if (body.Length is 0 or > LongestComment)
        {
            return WriteOutcome.Refused($"The comment needs 1 to {LongestComment} characters.");
        }

        var ticketId = IdNormalizer.TicketId(TicketId);
        var ticket = await TicketRows.FindAsync(context.Connection, ticketId, forUpdate: true, cancellationToken);
        if (ticket is null || !context.Caller.MayAccess(ticket.UserId))
        {
            return WriteOutcome.Refused($"Ticket {ticketId} was not found.");
        }

        if (ticket.Status == TicketStatus.Closed)
        {
            return WriteOutcome.Refused($"Ticket {ticketId} is closed and takes no more comments; open a new one.");
        }

        var byStaff = Roles.IsStaff(context.Caller.Role);
        await using var command = new NpgsqlCommand(
            """
            with comment as (insert into agents.ticket_comments (ticket_id, author, body, created_at) values ($1, $2, $3, $4))
            update agents.tickets set updated_at = $4, status = $5 where ticket_id = $1
            """,
            context.Connection
        )
        {
            Parameters =
            {
                new() { Value = ticketId },
                new() { Value = EnumNames.Of(byStaff ? CommentAuthor.Support : CommentAuthor.Customer) },
                new() { Value = body },
                new() { Value = context.Now },
                new() { Value = EnumNames.Of(byStaff ? TicketStatus.Waiting : TicketStatus.Open) },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        var changed = await TicketRows.FindAsync(context.Connection, ticketId, forUpdate: false, cancellationToken);
        return WriteOutcome.Succeeded(
            JsonSerializer.SerializeToElement(changed!, TicketJson.Default.Ticket),
            $"Add this comment to ticket {ticketId} (\"{ticket.Subject}\"): \"{body}\"."
        );
    }
}
