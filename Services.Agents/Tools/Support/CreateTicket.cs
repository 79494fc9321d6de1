using System.Text.Json;
using Npgsql;
using Services.Agents.Data;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Contracts.Json;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>Opens a ticket: for the caller, or for the owner of the order when staff opens it.</summary>
internal sealed record CreateTicket(string Subject, string Description, string? OrderId, string? Priority) : IWriteCommand
{
    private const int LongestSubject = 120;
    private const int LongestDescription = 4_000;

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

        var priority = TicketPriority.Normal;
        if (!string.IsNullOrWhiteSpace(Priority) && !EnumNames.TryParse(Priority.Trim().ToLowerInvariant(), out priority))
        {
            return WriteOutcome.Refused("The priority has to be 'low', 'normal', 'high' or 'urgent'.");
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
            $"Open a support ticket{about} with {EnumNames.Of(priority)} priority: \"{subject}\" – {description.TrimEnd('.')}."
        );
    }

    private static async Task<Ticket> InsertAsync(
        WriteContext context,
        string userId,
        string? orderId,
        string subject,
        string description,
        TicketPriority priority,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into agents.tickets (user_id, order_id, subject, description, status, priority, created_at, updated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $7) returning ticket_id
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
                new() { Value = EnumNames.Of(TicketStatus.Open) },
                new() { Value = EnumNames.Of(priority) },
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
            Status = TicketStatus.Open,
            Priority = priority,
            CreatedAt = context.Now,
            UpdatedAt = context.Now,
            Comments = [],
        };
    }
}
