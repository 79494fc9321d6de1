using System.Text.Json.Serialization;

namespace Services.Retail.Reports;

/// <summary>Figures over a period.</summary>
public sealed record Report
{
    public required ReportScope Scope { get; init; }

    public required ReportGrouping GroupedBy { get; init; }

    public required string FromDate { get; init; }

    public required string ToDate { get; init; }

    public required bool CancelledIncluded { get; init; }

    public string Currency { get; init; } = "USD";

    public required Figures Total { get; init; }

    /// <summary>Months in order, others by value; at most 50.</summary>
    public required IReadOnlyList<Figures> Groups { get; init; }
}

/// <summary>Counts and value of a group of orders.</summary>
public sealed record Figures
{
    /// <summary>The group's month, status or product; null for the total.</summary>
    public string? Group { get; init; }

    public required int Orders { get; init; }

    public required int Items { get; init; }

    /// <summary>USD.</summary>
    public required decimal Value { get; init; }
}

/// <summary>The JSON of reports: snake_case, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(Report))]
public sealed partial class ReportJson : JsonSerializerContext;
