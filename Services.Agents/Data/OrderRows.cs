using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Contracts.Json;
using Services.Retail;

namespace Services.Agents.Data;

/// <summary>Orders as rows.</summary>
internal static class OrderRows
{
    private const string Columns =
        "order_id, user_id, status, address::text, items::text, fulfillments::text, payment_history::text, changes::text, "
        + "placed_at, shipped_at, delivered_at";

    /// <summary>An order, locked until the transaction ends when it is read to be changed.</summary>
    public static async Task<Order?> FindAsync(
        NpgsqlConnection connection,
        string orderId,
        bool forUpdate,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from agents.orders where order_id = $1{(forUpdate ? " for update" : "")}",
            connection
        )
        {
            Parameters = { new() { Value = orderId } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Every order.</summary>
    public static async Task<Dictionary<string, Order>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<string, Order> orders = [];
        await using var command = new NpgsqlCommand($"select {Columns} from agents.orders order by order_id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var order = Read(reader);
            orders.Add(order.OrderId, order);
        }

        return orders;
    }

    /// <summary>Stores what can change of an order.</summary>
    public static async Task UpdateAsync(NpgsqlConnection connection, Order order, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update agents.orders set status = $2, address = $3, items = $4, payment_history = $5, changes = $6 where order_id = $1",
            connection
        )
        {
            Parameters =
            {
                new() { Value = order.OrderId },
                new() { Value = EnumNames.Of(order.Status) },
                Json(JsonSerializer.Serialize(order.Address, RetailJson.Default.Address)),
                Json(JsonSerializer.Serialize(order.Items, RetailJson.Default.IReadOnlyListOrderItem)),
                Json(JsonSerializer.Serialize(order.PaymentHistory, RetailJson.Default.IReadOnlyListPayment)),
                Json(JsonSerializer.Serialize(OrderChanges.Of(order), RetailJson.Default.OrderChanges)),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds orders in bulk.</summary>
    public static async Task CopyAsync(
        NpgsqlConnection connection,
        IEnumerable<Order> orders,
        Func<Order, DateTimeOffset> orderedAt,
        CancellationToken cancellationToken
    )
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            """
            copy agents.orders (order_id, user_id, status, address, items, fulfillments, payment_history, changes, ordered_at, placed_at,
              shipped_at, delivered_at)
            from stdin (format binary)
            """,
            cancellationToken
        );
        foreach (var order in orders)
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(order.OrderId, cancellationToken);
            await writer.WriteAsync(order.UserId, cancellationToken);
            await writer.WriteAsync(EnumNames.Of(order.Status), cancellationToken);
            await WriteJsonAsync(writer, JsonSerializer.Serialize(order.Address, RetailJson.Default.Address), cancellationToken);
            await WriteJsonAsync(
                writer,
                JsonSerializer.Serialize(order.Items, RetailJson.Default.IReadOnlyListOrderItem),
                cancellationToken
            );
            await WriteJsonAsync(
                writer,
                JsonSerializer.Serialize(order.Fulfillments, RetailJson.Default.IReadOnlyListFulfillment),
                cancellationToken
            );
            await WriteJsonAsync(
                writer,
                JsonSerializer.Serialize(order.PaymentHistory, RetailJson.Default.IReadOnlyListPayment),
                cancellationToken
            );
            await WriteJsonAsync(
                writer,
                JsonSerializer.Serialize(OrderChanges.Of(order), RetailJson.Default.OrderChanges),
                cancellationToken
            );
            await WriteTimeAsync(writer, order.PlacedAt ?? orderedAt(order), cancellationToken);
            await WriteTimeAsync(writer, order.PlacedAt, cancellationToken);
            await WriteTimeAsync(writer, order.ShippedAt, cancellationToken);
            await WriteTimeAsync(writer, order.DeliveredAt, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static Task WriteTimeAsync(NpgsqlBinaryImporter writer, DateTimeOffset? time, CancellationToken cancellationToken) =>
        time is { } known
            ? writer.WriteAsync(known.UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken)
            : writer.WriteNullAsync(cancellationToken);

    private static Task WriteJsonAsync(NpgsqlBinaryImporter writer, string json, CancellationToken cancellationToken) =>
        writer.WriteAsync(json, NpgsqlDbType.Jsonb, cancellationToken);

    private static NpgsqlParameter Json(string json) => new() { Value = json, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static Order Read(NpgsqlDataReader reader)
    {
        var changes = JsonSerializer.Deserialize(reader.GetString(7), RetailJson.Default.OrderChanges)!;
        return new Order
        {
            OrderId = reader.GetString(0),
            UserId = reader.GetString(1),
            Status = EnumNames.Parse<OrderStatus>(reader.GetString(2)),
            Address = JsonSerializer.Deserialize(reader.GetString(3), RetailJson.Default.Address)!,
            Items = JsonSerializer.Deserialize(reader.GetString(4), RetailJson.Default.IReadOnlyListOrderItem)!,
            Fulfillments = JsonSerializer.Deserialize(reader.GetString(5), RetailJson.Default.IReadOnlyListFulfillment)!,
            PaymentHistory = JsonSerializer.Deserialize(reader.GetString(6), RetailJson.Default.IReadOnlyListPayment)!,
            CancelReason = changes.CancelReason,
            ExchangeItems = changes.ExchangeItems,
            ExchangeNewItems = changes.ExchangeNewItems,
            ExchangePaymentMethodId = changes.ExchangePaymentMethodId,
            ExchangePriceDifference = changes.ExchangePriceDifference,
            ReturnItems = changes.ReturnItems,
            ReturnPaymentMethodId = changes.ReturnPaymentMethodId,
            PlacedAt = Time(reader, 8),
            ShippedAt = Time(reader, 9),
            DeliveredAt = Time(reader, 10),
        };
    }
}
