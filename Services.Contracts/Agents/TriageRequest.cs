using Services.Contracts.Access;

namespace Services.Contracts.Agents;

/// <summary>Asks which agent should have the turn: <c>POST /triage</c>.</summary>
public sealed record TriageRequest
{
    /// <summary>Who speaks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The conversation, the new message last.</summary>
    public required IReadOnlyList<TranscriptMessage> Messages { get; init; }

    /// <summary>The agent that had the previous turn, if any: short follow-ups stay with it.</summary>
    public string? PreviousAgent { get; init; }
}

/// <summary>The router's decision.</summary>
public sealed record TriageResult
{
    /// <summary>One of <see cref="AgentNames"/>.</summary>
    public required string Agent { get; init; }

    /// <summary>What the user wants, in the router's words, for example <c>cancel_order</c>.</summary>
    public required string Intent { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }
}
