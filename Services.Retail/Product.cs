namespace Services.Retail;

/// <summary>A type of product with the items that can be bought of it.</summary>
public sealed record Product
{
    public required string Name { get; init; }

    public required string ProductId { get; init; }

    /// <summary>By item id.</summary>
    public required IReadOnlyDictionary<string, Variant> Variants { get; init; }
}

/// <summary>One item: a product in chosen options.</summary>
public sealed record Variant
{
    public required string ItemId { get; init; }

    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public required bool Available { get; init; }

    /// <summary>USD.</summary>
    public required decimal Price { get; init; }
}
