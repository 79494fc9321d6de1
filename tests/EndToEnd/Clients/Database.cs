using System.Text.Json;
using Aspire.Hosting.Testing;
using Npgsql;
using Switchboard.Testing;

namespace EndToEnd.Clients;

/// <summary>What the platform keeps, seen and prepared behind its back.</summary>
internal sealed class Database(string connectionString)
{
    private static int _orders;

    public static async Task<Database> OpenAsync(PlatformFixture platform) =>
        new(
            await platform.Application.GetConnectionStringAsync("switchboard", TestContext.Current.CancellationToken)
                ?? throw new InvalidOperationException("The database has no connection string.")
        );

    /// <summary>
    /// A pending order of the customer's for one test alone, paid once with their first payment method; <paramref name="paid"/> in USD, or
    /// as much as another one.
    /// </summary>
    public async Task<string> AddPendingOrderAsync(Customer customer, decimal? paid = null)
    {
        var orderId = $"#W99{Environment.ProcessId % 1000:000}{Interlocked.Increment(ref _orders):00}";
        await using var connection = await ConnectAsync();
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    """
                    insert into agents.orders (order_id, user_id, status, address, items, fulfillments, payment_history, ordered_at)
                    select $1, user_id, 'pending', address, items, '[]', jsonb_build_array(
                        jsonb_set(payment_history -> 0, '{amount}', coalesce(to_jsonb($3::numeric), payment_history -> 0 -> 'amount'))), ordered_at
                    from agents.orders where order_id = $2
                    """
                )
                {
                    Parameters =
                    {
                        new() { Value = orderId },
                        new() { Value = customer.Orders[0] },
                        new() { Value = (object?)paid ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Numeric },
                    },
                },
                new("update agents.users set orders = array_append(orders, $1) where user_id = $2")
                {
                    Parameters =
                    {
                        new() { Value = orderId },
                        new() { Value = customer.CustomerId },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return orderId;
    }

    public async Task<bool> HasOrderAsync(string orderId)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand("select exists (select from agents.orders where order_id = $1)", connection)
        {
            Parameters = { new() { Value = orderId } },
        };
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is true;
    }

    public async Task<OrderState> ReadOrderAsync(string orderId)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand("select status, payment_history from agents.orders where order_id = $1", connection)
        {
            Parameters = { new() { Value = orderId } },
        };
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken), $"There is no order {orderId}.");
        using var history = JsonDocument.Parse(reader.GetString(1));
        return new OrderState(
            reader.GetString(0),
            [
                .. history
                    .RootElement.EnumerateArray()
                    .Select(entry => new Payment(
                        entry.GetProperty("transaction_type").GetString()!,
                        entry.GetProperty("amount").GetDecimal(),
                        entry.GetProperty("payment_method_id").GetString()!
                    )),
            ]
        );
    }

    /// <summary>How many messages a session holds, by role.</summary>
    public async Task<int> CountMessagesAsync(string sessionId, string role)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            "select count(*)::int from conversations.messages where session_id = $1 and role = $2",
            connection
        )
        {
            Parameters =
            {
                new() { Value = Guid.Parse(sessionId) },
                new() { Value = role },
            },
        };
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>How many workers took a turn up, one after the other.</summary>
    public async Task<int> CountAttemptsAsync(string turnId)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand("select attempts from orchestrator.turns where turn_id = $1", connection)
        {
            Parameters = { new() { Value = Guid.Parse(turnId) } },
        };
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? 0);
    }

    /// <summary>Keeps sessions from being written to until it is disposed.</summary>
    public async Task<IAsyncDisposable> LockSessionsAsync(IEnumerable<string> sessionIds)
    {
        var connection = await ConnectAsync();
        // Ends with its connection.
        await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select id from conversations.sessions where id = any($1) for update", connection)
        {
            Parameters = { new() { Value = sessionIds.Select(Guid.Parse).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}

/// <summary>What an order came to.</summary>
internal sealed record OrderState(string Status, IReadOnlyList<Payment> Payments)
{
    public IEnumerable<Payment> Refunds => Payments.Where(payment => payment.Kind == "refund");

    /// <summary>Cancelled, and each payment refunded once.</summary>
    public void AssertCancelledOnce()
    {
        Assert.Equal("cancelled", Status);
        var paid = Payments.Where(payment => payment.Kind == "payment").Select(payment => (payment.Amount, payment.Method));
        Assert.Equal(paid.Order(), Refunds.Select(refund => (refund.Amount, refund.Method)).Order());
    }
}

internal sealed record Payment(string Kind, decimal Amount, string Method);
