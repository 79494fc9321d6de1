namespace Services.Retail;

/// <summary>A postal address.</summary>
public sealed record Address
{
    public required string Address1 { get; init; }

    public required string Address2 { get; init; }

    public required string City { get; init; }

    public required string Country { get; init; }

    public required string State { get; init; }

    public required string Zip { get; init; }

    public string ToSingleLine() =>
        string.Join(", ", new[] { Address1, Address2, City, $"{State} {Zip}", Country }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
