using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Services.Agents.Data.Seeding;

namespace Services.Agents.Demo;

/// <summary>Who can be signed in as in a demo. Mapped in development only.</summary>
internal static class DemoEndpoints
{
    private const int MostOrders = 4;

    public static void MapDemo(this WebApplication app) => app.MapGet("/demo/customers", ListAsync);

    /// <summary>The demo shop's fixed customers; after an import, the first who have an order that can still be changed.</summary>
    private static async Task<IReadOnlyList<DemoCustomer>> ListAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            SELECT u.user_id, u.first_name || ' ' || u.last_name,
                   (SELECT coalesce(array_agg(o.order_id ORDER BY array_position(ARRAY['pending', 'delivered', 'processed'], o.status), o.order_id), '{}')
                    FROM agents.orders o WHERE o.user_id = u.user_id AND o.status IN ('pending', 'delivered', 'processed'))
            FROM agents.users u
            WHERE u.user_id = ANY ($1)
               OR (NOT EXISTS (SELECT FROM agents.users WHERE user_id = ANY ($1))
                   AND u.user_id IN (SELECT user_id FROM agents.orders WHERE status = 'pending' GROUP BY user_id ORDER BY user_id LIMIT 5))
            """);
        command.Parameters.Add(new() { Value = DemoCustomers.People.Select(person => person.CustomerId).ToArray() });
        List<(string Id, string Name, string[] Orders)> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add((reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2)));

        var logins = DemoCustomers.People.ToDictionary(person => person.CustomerId, person => person.Login);
        return
        [
            .. found.OrderBy(customer => customer.Id != DemoCustomers.People[0].CustomerId).ThenBy(customer => customer.Id, StringComparer.Ordinal)
                .Select((customer, index) => new DemoCustomer
                {
                    User = logins.GetValueOrDefault(customer.Id) ?? (index == 0 ? DemoCustomers.People[0].Login : customer.Id),
                    Id = customer.Id,
                    Name = customer.Name,
                    CustomerId = customer.Id,
                    SuggestedOrders = customer.Orders.Take(MostOrders).ToList(),
                }),
        ];
    }
}

/// <summary>A customer that can be signed in as.</summary>
internal sealed record DemoCustomer
{
    /// <summary>What is typed to sign in.</summary>
    public required string User { get; init; }

    /// <summary>The token's subject.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The id in the business data.</summary>
    public required string CustomerId { get; init; }

    /// <summary>Orders to ask about, at most four: pending ones, then delivered, then processed.</summary>
    public required IReadOnlyList<string> SuggestedOrders { get; init; }
}

/// <summary>JSON of the demo endpoints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<DemoCustomer>))]
internal sealed partial class DemoJson : JsonSerializerContext;
