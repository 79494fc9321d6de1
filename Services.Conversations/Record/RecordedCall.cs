using Services.Contracts.Agents;
using Services.Contracts.Ids;

namespace Services.Conversations.Record;

/// <summary>A tool call of a turn, as it is on record.</summary>
public sealed record RecordedCall
{
    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn that made it; for a call that was agreed to, the turn of the agreement.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>What was called.</summary>
    public required ToolCall Call { get; init; }

    /// <summary>What came of it.</summary>
    public required ToolResult Result { get; init; }
}
