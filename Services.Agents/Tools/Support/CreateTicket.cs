using System.Text.Json;
using Npgsql;
using Services.Agents.Data;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>Opens a ticket: for the caller, or for the owner of the order when staff opens it.</summary>
internal sealed record CreateTicket(string Subject, string Description, string? OrderId, string? Priority) : IWriteCommand
{
    private const int LongestSubject = 120;
    private const int LongestDescription = 4_000;

    private static readonly string[] Priorities = ["low", "normal", "high"];

    /// <inheritdoc/>
    public async Task<WriteOutcome> ApplyAsync(WriteContext context, CancellationToken cancellationToken)
    {
        var subject = Subject.Trim();
        var description = Description.Trim();
        if (subject.Length is 0 or > LongestSubject)
        {
            return WriteOutcome.Refused($"The subject needs 1 to {LongestSubject} characters.");
        }

        if (description.Length is 0 or > LongestDescription)
        {
            return WriteOutcome.Refused($"The description needs 1 to {LongestDescription} characters.");
        }

        var priority = string.IsNullOrWhiteSpace(Priority) ? "normal" : Priority.Trim().ToLowerInvariant();
        if (!Priorities.Contains(priority))
        {
            return WriteOutcome.Refused("The priority has to be 'low', 'normal' or 'high'.");
        }

        var orderId = string.IsNullOrWhiteSpace(OrderId) ? null : IdNormalizer.OrderId(OrderId);
        var userId = context.Caller.CustomerId;
        if (orderId is not null)
        {
            var order = await OrderRows.FindAsync(context.Connection, orderId, forUpdate: false, cancellationToken);
            if (order is null || !context.Caller.MayAccess(order.UserId))
            {
                return WriteOutcome.Refused($"Order {orderId} was not found.");
            }

            userId = order.UserId;
        }

        if (userId is null || await UserRows.FindAsync(context.Connection, userId, forUpdate: false, cancellationToken) is null)
        {
            return WriteOutcome.Refused("A ticket belongs to a customer: name one of their orders.");
        }

        var ticket = await InsertAsync(context, userId, orderId, subject, description, priority, cancellationToken);
        var about = orderId is null ? "" : $" about order {orderId}";
        return WriteOutcome.Succeeded(
            JsonSerializer.SerializeToElement(ticket, TicketJson.Default.Ticket),
            $"Open a support ticket{about} with {priority} priority: \"{subject}\" – {description.TrimEnd('.')}."
        );
    }

    private static async Task<Ticket> InsertAsync(
        WriteContext context,
        string userId,
        string? orderId,
        string subject,
        string description,
        string priority,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into agents.tickets (user_id, order_id, subject, description, status, priority, created_at, updated_at)
            values ($1, $2, $3, $4, 'open', $5, $6, $6) returning ticket_id
            """,
            context.Connection
        )
        {
            Parameters =
            {
                new() { Value = userId },
                new() { Value = (object?)orderId ?? DBNull.Value },
                new() { Value = subject },
                new() { Value = description },
                new() { Value = priority },
                new() { Value = context.Now },
            },
        };
        return new Ticket
        {
            TicketId = (string)(await command.ExecuteScalarAsync(cancellationToken))!,
            UserId = userId,
            OrderId = orderId,
            Subject = subject,
            Description = description,
            Status = "open",
            Priority = priority,
            CreatedAt = context.Now,
            UpdatedAt = context.Now,
            Comments = [],
        };
    }
}
