using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Services.Retail;

namespace Services.Agents.Data;

/// <summary>Products as rows.</summary>
internal static class ProductRows
{
    /// <summary>Those of the products that exist.</summary>
    public static async Task<Dictionary<string, Product>> FindAsync(
        NpgsqlConnection connection,
        string[] productIds,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "select product_id, name, variants::text from agents.products where product_id = any ($1)",
            connection
        )
        {
            Parameters = { new() { Value = productIds } },
        };
        return await ReadAllAsync(command, cancellationToken);
    }

    /// <summary>The product that an item is a variant of.</summary>
    public static async Task<Product?> FindByItemAsync(NpgsqlConnection connection, string itemId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select product_id, name, variants::text from agents.products where variants ? $1 limit 1",
            connection
        )
        {
            Parameters = { new() { Value = itemId } },
        };
        return (await ReadAllAsync(command, cancellationToken)).Values.FirstOrDefault();
    }

    /// <summary>Every product.</summary>
    public static async Task<Dictionary<string, Product>> AllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select product_id, name, variants::text from agents.products order by product_id",
            connection
        );
        return await ReadAllAsync(command, cancellationToken);
    }

    /// <summary>Adds products in bulk.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<Product> products, CancellationToken cancellationToken)
    {
        await using var writer = await connection.BeginBinaryImportAsync(
            "copy agents.products (product_id, name, variants) from stdin (format binary)",
            cancellationToken
        );
        foreach (var product in products)
        {
            await writer.StartRowAsync(cancellationToken);
            await writer.WriteAsync(product.ProductId, cancellationToken);
            await writer.WriteAsync(product.Name, cancellationToken);
            await writer.WriteAsync(
                JsonSerializer.Serialize(product.Variants, RetailJson.Default.IReadOnlyDictionaryStringVariant),
                NpgsqlDbType.Jsonb,
                cancellationToken
            );
        }

        await writer.CompleteAsync(cancellationToken);
    }

    private static async Task<Dictionary<string, Product>> ReadAllAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        Dictionary<string, Product> products = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            products.Add(
                reader.GetString(0),
                new Product
                {
                    ProductId = reader.GetString(0),
                    Name = reader.GetString(1),
                    Variants = JsonSerializer.Deserialize(reader.GetString(2), RetailJson.Default.IReadOnlyDictionaryStringVariant)!,
                }
            );
        }

        return products;
    }
}
