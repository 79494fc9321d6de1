using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Services.Agents.Data.Seeding;
using Services.Contracts.Topology;

namespace Services.Agents.Demo;

/// <summary>Who can be signed in as in a demo. Mapped in development only.</summary>
internal static class DemoEndpoints
{
    private const int MaxOrders = 4;

    public static void MapDemo(this WebApplication app) => app.MapGet("/demo/customers", ListAsync).RequirePeer(ServiceNames.Gateway);

    /// <summary>The demo shop's fixed customers; after an import, the first who have an order that can still be changed.</summary>
    private static async Task<IReadOnlyList<DemoCustomer>> ListAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(
            """
            select u.user_id, u.first_name || ' ' || u.last_name,
                   (select coalesce(
                             array_agg(o.order_id order by array_position(array['pending', 'delivered', 'processed'], o.status), o.order_id),
                             '{}')
                    from agents.orders o where o.user_id = u.user_id and o.status in ('pending', 'delivered', 'processed')),
                   (select count(*)::int from agents.orders o where o.user_id = u.user_id)
            from agents.users u
            where u.user_id = any ($1)
               or (not exists (select from agents.users where user_id = any ($1))
                   and u.user_id in (select user_id from agents.orders where status = 'pending' group by user_id order by user_id limit 5))
            """
        );
        command.Parameters.Add(new() { Value = DemoCustomers.People.Select(person => person.CustomerId).ToArray() });
        List<(string Id, string Name, string[] Orders, int OrderCount)> found = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetInt32(3)));
        }

        var logins = DemoCustomers.People.ToDictionary(person => person.CustomerId, person => person.Login);
        return
        [
            .. found
                .OrderBy(customer => customer.Id != DemoCustomers.People[0].CustomerId)
                .ThenBy(customer => customer.Id, StringComparer.Ordinal)
                .Select(
                    (customer, index) =>
                        new DemoCustomer
                        {
                            User = logins.GetValueOrDefault(customer.Id) ?? (index == 0 ? DemoCustomers.People[0].Login : customer.Id),
                            Id = customer.Id,
                            Name = customer.Name,
                            CustomerId = customer.Id,
                            OrderCount = customer.OrderCount,
                            SuggestedOrders = customer.Orders.Take(MaxOrders).ToList(),
                        }
                ),
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

    /// <summary>All orders of the account, as the assistant counts them: cancelled and returned ones too.</summary>
    public required int OrderCount { get; init; }

    /// <summary>Orders to ask about, at most four: pending ones, then delivered, then processed.</summary>
    public required IReadOnlyList<string> SuggestedOrders { get; init; }
}

/// <summary>JSON of the demo endpoints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<DemoCustomer>))]
internal sealed partial class DemoJson : JsonSerializerContext;
