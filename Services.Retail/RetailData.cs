namespace Services.Retail;

/// <summary>The whole shop, as it is imported and exported; each part by its id.</summary>
public sealed record RetailData
{
    public required IReadOnlyDictionary<string, Product> Products { get; init; }

    public required IReadOnlyDictionary<string, User> Users { get; init; }

    public required IReadOnlyDictionary<string, Order> Orders { get; init; }
}
