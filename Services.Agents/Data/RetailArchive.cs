using System.Text.Json;
using Npgsql;
using Services.Retail;

namespace Services.Agents.Data;

/// <summary>Takes the whole shop in from, and gives it out as, one JSON document in the retail domain's shape.</summary>
internal sealed class RetailArchive(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Replaces the shop's data, tickets and recorded tool results included, in one transaction.</summary>
    public async Task ImportAsync(Stream json, CancellationToken cancellationToken)
    {
        var data =
            await JsonSerializer.DeserializeAsync(json, RetailJson.Default.RetailData, cancellationToken)
            ?? throw new JsonException("The document is null; an object with products, users and orders was expected.");
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EmptyAsync(connection, cancellationToken);
        await WriteAsync(connection, data, OrderedWithinTheYearBefore(time.GetUtcNow()), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Writes the shop as it is at one moment.</summary>
    public async Task ExportAsync(Stream json, CancellationToken cancellationToken) =>
        await JsonSerializer.SerializeAsync(json, await ReadAsync(cancellationToken), RetailJson.Default.RetailData, cancellationToken);

    /// <summary>The shop as it is at one moment.</summary>
    public async Task<RetailData> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        return new RetailData
        {
            Products = await ProductRows.AllAsync(connection, cancellationToken),
            Users = await UserRows.AllAsync(connection, cancellationToken),
            Orders = await OrderRows.AllAsync(connection, cancellationToken),
        };
    }

    /// <summary>Takes everything out of the shop, tickets and recorded tool results included, in the connection's transaction.</summary>
    public static async Task EmptyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var truncate = new NpgsqlCommand(
            "truncate agents.products, agents.users, agents.orders, agents.tickets, agents.ticket_comments, agents.tool_executions",
            connection
        );
        await truncate.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds data to an empty shop, in the connection's transaction.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection,
        RetailData data,
        Func<Order, DateTimeOffset> orderedAt,
        CancellationToken cancellationToken
    )
    {
        await ProductRows.CopyAsync(connection, data.Products.Values, cancellationToken);
        await UserRows.CopyAsync(connection, data.Users.Values, cancellationToken);
        await OrderRows.CopyAsync(connection, data.Orders.Values, orderedAt, cancellationToken);
    }

    /// <summary>
    /// Where the document has no dates, the one that reports count an order on is derived from its id, so that an import gives the same
    /// ones on the same day.
    /// </summary>
    private static Func<Order, DateTimeOffset> OrderedWithinTheYearBefore(DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return order => midnight.AddMinutes(-(long)(StableHash(order.OrderId) % (365 * 24 * 60)));
    }

    private static ulong StableHash(string text) =>
        text.Aggregate(14695981039346656037UL, (hash, character) => unchecked((hash ^ character) * 1099511628211UL));
}
