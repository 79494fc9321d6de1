using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Retail;

namespace Services.Agents.Data;

/// <summary>Users as rows.</summary>
internal static class UserRows
{
    private const string Columns = "user_id, first_name, last_name, email, address::text, payment_methods::text, orders";

    /// <summary>A user, locked until the transaction ends when it is read to be changed.</summary>
    public static async Task<User?> FindAsync(
        NpgsqlConnection connection,
        string userId,
        bool forUpdate,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from agents.users where user_id = $1{(forUpdate ? " for update" : "")}",
            connection
        )
        {
            Parameters = { new() { Value = userId } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    /// <summary>Every user.</summary>
    public static async Task<Dictionary<string, User>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<string, User> users = [];
        await using var command = new NpgsqlCommand($"select {Columns} from agents.users order by user_id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var user = Read(reader);
            users.Add(user.UserId, user);
        }

        return users;
    }

    /// <summary>Stores what can change of a user.</summary>
    public static async Task UpdateAsync(NpgsqlConnection connection, User user, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update agents.users set zip = $2, address = $3, payment_methods = $4 where user_id = $1",
            connection
        )
        {
            Parameters =
            {
                new() { Value = user.UserId },
                new() { Value = user.Address.Zip },
                new() { Value = JsonSerializer.Serialize(user.Address, RetailJson.Default.Address), NpgsqlDbType = NpgsqlDbType.Jsonb },
                new() { Value = PaymentMethods(user), NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds users in bulk.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<User> users, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            """
            copy agents.users (user_id, first_name, last_name, email, zip, address, payment_methods, orders)
            from stdin (format binary)
            """,
            cancellationToken
        );
        foreach (var user in users)
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(user.UserId, cancellationToken);
            await writer.WriteAsync(user.Name.FirstName, cancellationToken);
            await writer.WriteAsync(user.Name.LastName, cancellationToken);
            await writer.WriteAsync(user.Email, cancellationToken);
            await writer.WriteAsync(user.Address.Zip, cancellationToken);
            await writer.WriteAsync(
                JsonSerializer.Serialize(user.Address, RetailJson.Default.Address),
                NpgsqlDbType.Jsonb,
                cancellationToken
            );
            await writer.WriteAsync(PaymentMethods(user), NpgsqlDbType.Jsonb, cancellationToken);
            await writer.WriteAsync(user.Orders.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text, cancellationToken);
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static string PaymentMethods(User user) =>
        JsonSerializer.Serialize(user.PaymentMethods, RetailJson.Default.IReadOnlyDictionaryStringPaymentMethod);

    private static User Read(NpgsqlDataReader reader) =>
        new()
        {
            UserId = reader.GetString(0),
            Name = new PersonName { FirstName = reader.GetString(1), LastName = reader.GetString(2) },
            Email = reader.GetString(3),
            Address = JsonSerializer.Deserialize(reader.GetString(4), RetailJson.Default.Address)!,
            PaymentMethods = JsonSerializer.Deserialize(reader.GetString(5), RetailJson.Default.IReadOnlyDictionaryStringPaymentMethod)!,
            Orders = reader.GetFieldValue<string[]>(6),
        };
}
