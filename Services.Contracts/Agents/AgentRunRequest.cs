using Services.Contracts.Access;
using Services.Contracts.Ids;

namespace Services.Contracts.Agents;

/// <summary>
/// One run of an agent: <c>POST /agents/{name}/runs</c>, answered with <c>application/x-ndjson</c>, one <see cref="AgentUpdate"/> a line.
/// A run can be repeated with what is known of an earlier, broken one: tools whose results stand in <see cref="Messages"/> are not
/// called again, and a side effect that did happen returns its first result (idempotency key: <see cref="IdempotencyScope"/>, tool and
/// arguments).
/// </summary>
public sealed record AgentRunRequest
{
    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>Who speaks; tools authorise by this, never by what the model says.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The conversation; ends with the user's message, or with this turn's tool calls and results so far.</summary>
    public required IReadOnlyList<TranscriptMessage> Messages { get; init; }

    /// <summary>What the router saw.</summary>
    public string? Intent { get; init; }

    /// <summary>What the client gave along with the session, a JSON object that was screened; nobody has verified it.</summary>
    public string? SessionMetadata { get; init; }

    /// <summary>The same of the message that is answered.</summary>
    public string? MessageMetadata { get; init; }

    /// <summary>Scope of the idempotency keys: the turn's id, or the approval's when one is being carried out.</summary>
    public required string IdempotencyScope { get; init; }

    /// <summary>Text of this reply that was delivered already; the run continues exactly after it and does not repeat it.</summary>
    public string? ContinueAfter { get; init; }

    /// <summary>The user's answer to the tool call that <see cref="Messages"/> ends with.</summary>
    public ToolApproval? Approval { get; init; }
}

/// <summary>The answer to a call that needed one.</summary>
public sealed record ToolApproval
{
    /// <summary>The call.</summary>
    public required string CallId { get; init; }

    /// <summary>True to make it.</summary>
    public required bool Approved { get; init; }

    /// <summary>The user's words, if any.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// What they agreed to: a call that would do something else by now is not made, and asked about anew. Null where nobody knows.
    /// </summary>
    public string? Statement { get; init; }

    /// <summary>True when a member of staff has approved it as well.</summary>
    public bool IsApprovedByStaff { get; init; }
}
