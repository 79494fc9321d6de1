using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Services.Agents.Data;
using Services.Agents.Tools.Calls;
using Services.Contracts.Access;
using Services.Retail;

namespace Services.Agents.Tools.Catalog;

/// <summary>The read tools of the retail domain for one caller. What a customer may not see does not exist for them.</summary>
/// <remarks>Methods and parameters have the names that models see.</remarks>
internal sealed class RetailReads(NpgsqlDataSource source, Caller caller)
{
    [Description("Find the id of a customer by their e-mail address.")]
    public async Task<JsonElement> find_user_id_by_email(
        [Description("The e-mail address, such as 'someone@example.com'.")] string email,
        CancellationToken cancellationToken
    ) => await FindUserAsync("lower(email) = lower($1)", [email.Trim()], cancellationToken);

    [Description(
        "Find the id of a customer by first name, last name and zip code. Use it when the customer does not know their e-mail address."
    )]
    public async Task<JsonElement> find_user_id_by_name_zip(
        [Description("The first name, such as 'John'.")] string first_name,
        [Description("The last name, such as 'Doe'.")] string last_name,
        [Description("The zip code of the customer's address, such as '12345'.")] string zip,
        CancellationToken cancellationToken
    ) =>
        await FindUserAsync(
            "lower(first_name) = lower($1) AND lower(last_name) = lower($2) AND zip = $3",
            [first_name.Trim(), last_name.Trim(), zip.Trim()],
            cancellationToken
        );

    [Description("Get a customer's name, e-mail, default address, payment methods with their ids, and the ids of their orders.")]
    public async Task<JsonElement> get_user_details(
        [Description("The customer's id, such as 'sara_doe_496'.")] string user_id,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var user = caller.MayAccess(user_id.Trim())
            ? await UserRows.FindAsync(connection, user_id.Trim(), forUpdate: false, cancellationToken)
            : null;
        return user is null
            ? throw new ToolRefusedException($"User {user_id} was not found.")
            : JsonSerializer.SerializeToElement(user, RetailJson.Default.User);
    }

    [Description("Get an order's status, items with prices and options, address, parcels with tracking ids, and payments.")]
    public async Task<JsonElement> get_order_details(
        [Description("The order's id, such as '#W0000000'.")] string order_id,
        CancellationToken cancellationToken
    )
    {
        var id = IdNormalizer.OrderId(order_id);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var order = await OrderRows.FindAsync(connection, id, forUpdate: false, cancellationToken);
        return order is null || !caller.MayAccess(order.UserId)
            ? throw new ToolRefusedException($"Order {id} was not found.")
            : JsonSerializer.SerializeToElement(order, RetailJson.Default.Order);
    }

    [Description("Get a product's items: their ids, options, prices and whether they are available.")]
    public async Task<JsonElement> get_product_details(
        [Description("The product's id, such as '6086499569'. It is not an item's id.")] string product_id,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var products = await ProductRows.FindAsync(connection, [product_id.Trim()], cancellationToken);
        return products.TryGetValue(product_id.Trim(), out var product)
            ? JsonSerializer.SerializeToElement(product, RetailJson.Default.Product)
            : throw new ToolRefusedException($"Product {product_id} was not found.");
    }

    [Description("Get an item's options, price and whether it is available.")]
    public async Task<JsonElement> get_item_details(
        [Description("The item's id, such as '6086499569'. It is not a product's id.")] string item_id,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var product = await ProductRows.FindByItemAsync(connection, item_id.Trim(), cancellationToken);
        return product is null
            ? throw new ToolRefusedException($"Item {item_id} was not found.")
            : JsonSerializer.SerializeToElement(product.Variants[item_id.Trim()], RetailJson.Default.Variant);
    }

    [Description("List the names of all product types in the shop with their product ids, sorted by name.")]
    public async Task<JsonElement> list_all_product_types(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var products = await ProductRows.AllAsync(connection, cancellationToken);
        var byName = products
            .Values.OrderBy(product => product.Name, StringComparer.Ordinal)
            .ToDictionary(product => product.Name, product => product.ProductId);
        return JsonSerializer.SerializeToElement(byName, RetailJson.Default.DictionaryStringString);
    }

    [Description("Calculate an arithmetic expression of numbers, + - * / and parentheses. The result has two decimals.")]
    public static JsonElement calculate([Description("The expression, such as '2 * (3.5 + 4)'.")] string expression) =>
        Calculator.TryEvaluate(expression, out var value, out var error)
            ? JsonSerializer.SerializeToElement(
                Money.Round(value).ToString("0.00", CultureInfo.InvariantCulture),
                RetailJson.Default.String
            )
            : throw new ToolRefusedException(error);

    private async Task<JsonElement> FindUserAsync(string condition, string[] values, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"select user_id from agents.users where {condition} order by user_id");
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var userId = reader.GetString(0);
            if (caller.MayAccess(userId))
            {
                return JsonSerializer.SerializeToElement(userId, RetailJson.Default.String);
            }
        }

        throw new ToolRefusedException("User was not found.");
    }
}
