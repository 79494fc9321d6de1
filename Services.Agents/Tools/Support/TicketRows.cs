using Npgsql;
using Services.Contracts.Json;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>Tickets as rows.</summary>
internal static class TicketRows
{
    private const string Columns = "ticket_id, user_id, order_id, subject, description, status, priority, created_at, updated_at";
    private const int MaxComments = 50;

    /// <summary>A ticket with its comments, the newest of very many.</summary>
    public static async Task<Ticket?> FindAsync(
        NpgsqlConnection connection,
        string ticketId,
        bool forUpdate,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from agents.tickets where ticket_id = $1{(forUpdate ? " for update" : "")}",
            connection
        )
        {
            Parameters = { new() { Value = ticketId } },
        };
        var ticket = (await ReadAllAsync(command, cancellationToken)).FirstOrDefault();
        return ticket is null ? null : ticket with { Comments = await CommentsAsync(connection, ticketId, cancellationToken) };
    }

    /// <summary>The tickets of a customer, or of all for null, the last changed first.</summary>
    public static async Task<List<Ticket>> ListAsync(
        NpgsqlConnection connection,
        string? userId,
        string? status,
        int most,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {Columns} from agents.tickets
            where ($1::text is null or user_id = $1) and ($2::text is null or status = $2)
            order by updated_at desc, ticket_id limit $3
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = (object?)userId ?? DBNull.Value },
                new() { Value = (object?)status ?? DBNull.Value },
                new() { Value = most },
            },
        };
        return await ReadAllAsync(command, cancellationToken);
    }

    private static async Task<List<TicketComment>> CommentsAsync(
        NpgsqlConnection connection,
        string ticketId,
        CancellationToken cancellationToken
    )
    {
        List<TicketComment> comments = [];
        await using var command = new NpgsqlCommand(
            "select author, body, created_at from agents.ticket_comments where ticket_id = $1 order by comment_id desc limit $2",
            connection
        )
        {
            Parameters =
            {
                new() { Value = ticketId },
                new() { Value = MaxComments },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            comments.Add(
                new TicketComment
                {
                    Author = EnumNames.Parse<CommentAuthor>(reader.GetString(0)),
                    Body = reader.GetString(1),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(2),
                }
            );
        }

        comments.Reverse();
        return comments;
    }

    private static async Task<List<Ticket>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<Ticket> tickets = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            tickets.Add(
                new Ticket
                {
                    TicketId = reader.GetString(0),
                    UserId = reader.GetString(1),
                    OrderId = reader.IsDBNull(2) ? null : reader.GetString(2),
                    Subject = reader.GetString(3),
                    Description = reader.GetString(4),
                    Status = EnumNames.Parse<TicketStatus>(reader.GetString(5)),
                    Priority = EnumNames.Parse<TicketPriority>(reader.GetString(6)),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(7),
                    UpdatedAt = reader.GetFieldValue<DateTimeOffset>(8),
                }
            );
        }

        return tickets;
    }
}
