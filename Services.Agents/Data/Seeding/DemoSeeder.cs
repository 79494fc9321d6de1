using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Json;
using Services.Retail.Tickets;

namespace Services.Agents.Data.Seeding;

/// <summary>
/// Fills an empty shop with the demo data before the service takes requests; of several instances one does it. Fills it anew on request.
/// </summary>
internal sealed partial class DemoSeeder(NpgsqlDataSource source, TimeProvider time, ILogger<DemoSeeder> logger) : IHostedService
{
    private const string Lock = "select pg_advisory_xact_lock(hashtext('agents.seed'))";

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Held until the transaction ends: another instance waits here and then finds the shop filled.
        await ExecuteAsync(connection, Lock, cancellationToken);
        await using (var filled = new NpgsqlCommand("select exists (select from agents.users)", connection))
        {
            if ((bool)(await filled.ExecuteScalarAsync(cancellationToken))!)
            {
                return;
            }
        }

        await FillAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Replaces whatever the shop holds, orders and tickets of customers included, by the demo data of today, in one transaction. Whoever
    /// waits for a person goes on waiting.
    /// </summary>
    public async Task<DemoData> ResetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, Lock, cancellationToken);
        await RetailArchive.EmptyAsync(connection, cancellationToken);
        var data = await FillAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return data;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<DemoData> FillAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var data = DemoData.Generate(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        await RetailArchive.WriteAsync(connection, data.Retail, order => data.OrderedAt[order.OrderId], cancellationToken);
        await CopyTicketsAsync(connection, data.TicketsOfCustomers, cancellationToken);
        LogSeeded(data.Retail.Users.Count, data.Retail.Orders.Count, data.Retail.Products.Count, data.TicketsOfCustomers.Count);
        return data;
    }

    private static async Task CopyTicketsAsync(
        NpgsqlConnection connection,
        IReadOnlyList<DemoTicket> tickets,
        CancellationToken cancellationToken
    )
    {
        const int FirstNumber = 9001;
        await using (
            var writer = await connection.BeginBinaryImportAsync(
                """
                copy agents.tickets (ticket_id, user_id, order_id, subject, description, status, priority, created_at, updated_at)
                from stdin (format binary)
                """,
                cancellationToken
            )
        )
        {
            for (var i = 0; i < tickets.Count; i++)
            {
                var ticket = tickets[i];
                await writer.StartRowAsync(cancellationToken);
                await writer.WriteAsync($"T-{FirstNumber + i}", cancellationToken);
                await writer.WriteAsync(ticket.UserId, cancellationToken);
                await writer.WriteAsync(ticket.OrderId, cancellationToken);
                await writer.WriteAsync(ticket.Subject, cancellationToken);
                await writer.WriteAsync(ticket.Description, cancellationToken);
                await writer.WriteAsync(EnumNames.Of(ticket.Status), cancellationToken);
                await writer.WriteAsync(EnumNames.Of(ticket.Priority), cancellationToken);
                await writer.WriteAsync(ticket.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
                await writer.WriteAsync(ticket.UpdatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            }

            await writer.CompleteAsync(cancellationToken);
        }

        await using var comments = await connection.BeginBinaryImportAsync(
            "copy agents.ticket_comments (ticket_id, author, body, created_at) from stdin (format binary)",
            cancellationToken
        );
        for (var i = 0; i < tickets.Count; i++)
        {
            if (tickets[i].Reply is not { } reply)
            {
                continue;
            }

            await comments.StartRowAsync(cancellationToken);
            await comments.WriteAsync($"T-{FirstNumber + i}", cancellationToken);
            await comments.WriteAsync(EnumNames.Of(CommentAuthor.Support), cancellationToken);
            await comments.WriteAsync(reply, cancellationToken);
            await comments.WriteAsync(tickets[i].UpdatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
        }

        await comments.CompleteAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Information, "Seeded {Users} customers, {Orders} orders, {Products} products and {Tickets} tickets")]
    private partial void LogSeeded(int users, int orders, int products, int tickets);
}
