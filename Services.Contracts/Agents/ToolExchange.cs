namespace Services.Contracts.Agents;

/// <summary>A call with its result.</summary>
public sealed record ToolExchange
{
    /// <summary>What was asked.</summary>
    public required ToolCall Call { get; init; }

    /// <summary>What came back.</summary>
    public required ToolResult Result { get; init; }
}
