using System.Globalization;
using Chaos.Audit;
using Npgsql;

namespace Chaos.Running;

/// <summary>The business data, prepared and looked at behind the platform's back.</summary>
internal sealed class Shop(NpgsqlDataSource database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private static int _orders = Random.Shared.Next(100_000);

    /// <summary>An order for one customer's wish alone, paid once; insists while the database is away.</summary>
    public async Task<string> AddOrderAsync(DemoCustomer customer, string status, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"#W8{Interlocked.Increment(ref _orders):000000}");
        while (true)
        {
            try
            {
                await AddOrderAsync(id, customer, status, cancellationToken);
                return id;
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException or IOException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>How often the business data have the change.</summary>
    public async Task<int> TimesAsync(Wish wish, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(WriteKind.All.Single(kind => kind.Tool == wish.Tool).TimesSql);
        command.Parameters.Add(new() { Value = wish.Subject });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>What tools have carried out in turns of a session.</summary>
    public async Task<IReadOnlyList<Execution>> ExecutionsAsync(IReadOnlyList<string> orders, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select tool, arguments ->> 'order_id', split_part(scope, '/', 1) from agents.tool_executions
            where arguments ->> 'order_id' = any($1)
            """
        );
        command.Parameters.Add(new() { Value = orders.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var executions = new List<Execution>();
        while (await reader.ReadAsync(cancellationToken))
        {
            executions.Add(new Execution(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return executions;
    }

    private async Task AddOrderAsync(string id, DemoCustomer customer, string status, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(
                    """
                    insert into agents.orders (order_id, user_id, status, address, items, fulfillments, payment_history, ordered_at)
                    select $1, user_id, $3, address, items, '[]', jsonb_build_array(payment_history -> 0), ordered_at
                    from agents.orders where order_id = $2 on conflict do nothing
                    """
                )
                {
                    Parameters =
                    {
                        new() { Value = id },
                        new() { Value = customer.Orders[0] },
                        new() { Value = status },
                    },
                },
                new("update agents.users set orders = array_append(orders, $1) where user_id = $2 and not orders @> array[$1]")
                {
                    Parameters =
                    {
                        new() { Value = id },
                        new() { Value = customer.CustomerId },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
