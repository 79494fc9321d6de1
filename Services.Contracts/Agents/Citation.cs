namespace Services.Contracts.Agents;

/// <summary>A source of an answer.</summary>
public sealed record Citation
{
    /// <summary>What kind of source, for example <c>tool</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it came from, for example the tool's name.</summary>
    public required string Source { get; init; }

    /// <summary>The record, for example an order id.</summary>
    public string? Reference { get; init; }
}
