using System.Text.Json.Serialization;
using Services.Contracts.Agents;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Orchestrator.State;

/// <summary>
/// Everything a worker must know to go on with a turn that another one began. Immutable; stored after each
/// node. Checkpoints outlive a deployment: what was stored under a name is read under it, whatever the property is called by now.
/// </summary>
internal sealed record TurnState
{
    /// <summary>What was asked.</summary>
    public required TurnMessage Message { get; init; }

    /// <summary>The user's words, after the input guard's redactions once it has run.</summary>
    public required string Question { get; init; }

    /// <summary>The user's answer to an approval, when this turn carries one out or drops it.</summary>
    [JsonPropertyName("continuation")]
    public ApprovalDecision? ApprovalDecision { get; init; }

    /// <summary>The conversation within the token limit, the new message last; for an answered approval its transcript.</summary>
    public IReadOnlyList<TranscriptMessage> Context { get; init; } = [];

    /// <summary>What the client gave along with the session, if a model may see it.</summary>
    public string? SessionMetadata { get; init; }

    /// <summary>The same of the message.</summary>
    public string? MessageMetadata { get; init; }

    /// <summary>The agent that answered last.</summary>
    public string? PreviousAgent { get; init; }

    /// <summary>The agent that has the turn.</summary>
    public string? Agent { get; init; }

    /// <summary>What the router saw.</summary>
    public string? Intent { get; init; }

    /// <summary>Calls and results of this turn, as the model reads them.</summary>
    [JsonPropertyName("work")]
    public IReadOnlyList<TranscriptMessage> TurnMessages { get; init; } = [];

    /// <summary>Length of the reply's text, as the agent wrote it, that stands in <see cref="TurnMessages"/>.</summary>
    [JsonPropertyName("workTextLength")]
    public int TurnTextLength { get; init; }

    /// <summary>Calls with their results, in order.</summary>
    public IReadOnlyList<ToolExchange> Tools { get; init; } = [];

    /// <summary>What was changed in this turn, a sentence each.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Effects => [.. Tools.Select(static tool => tool.Result.Effect).OfType<string>()];

    /// <summary>Sources of the answer.</summary>
    public IReadOnlyList<Citation> Citations { get; init; } = [];

    /// <summary>The model that wrote the reply.</summary>
    public string? Model { get; init; }

    /// <summary>Tokens read.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens written.</summary>
    public int OutputTokens { get; init; }

    /// <summary>The call that waits for the user's yes.</summary>
    [JsonPropertyName("asks")]
    public PendingCall? PendingCall { get; init; }

    /// <summary>Passages that were delivered otherwise than the agent wrote them.</summary>
    [JsonPropertyName("rewrites")]
    public IReadOnlyList<Redaction> Redactions { get; init; } = [];

    /// <summary>The reply's chunks that were delivered by then: Redis may lose them.</summary>
    public IReadOnlyList<string> Delivered { get; init; } = [];

    /// <summary>The end of the agent's text, which no guardrail has checked yet, in the pieces it came in.</summary>
    [JsonPropertyName("held")]
    public IReadOnlyList<string> Unchecked { get; init; } = [];

    /// <summary>Where in the agent's text <see cref="Unchecked"/> begins.</summary>
    [JsonPropertyName("heldFrom")]
    public int UncheckedFrom { get; init; }

    /// <summary>How the turn ends; null while it runs.</summary>
    public TurnOutcome? Outcome { get; init; }

    /// <summary>How a turn that has come to its end ended: one that nothing was decided about has failed.</summary>
    [JsonIgnore]
    public TurnOutcome FinalOutcome => Outcome ?? TurnOutcome.Failed;

    /// <summary>Why it was blocked.</summary>
    [JsonPropertyName("refusal")]
    public GuardrailBlock? Block { get; init; }

    /// <summary>What the platform itself says as the reply, without asking an agent.</summary>
    public string? Notice { get; init; }

    /// <summary>True when nothing is said: a person has the conversation, whose message it is to answer, or it was deleted.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Why it failed.</summary>
    public Fault? Fault { get; init; }

    /// <summary>From acceptance to the first chunk, in milliseconds.</summary>
    public long? FirstTokenMs { get; init; }
}

/// <summary>An approval that this turn was the one to answer.</summary>
/// <param name="ApprovalId">The approval.</param>
/// <param name="CallId">Its call.</param>
/// <param name="Approved">True to make it.</param>
/// <param name="Reason">The user's words, if any.</param>
/// <param name="Statement">What was agreed to; null in what was stored before that was kept.</param>
/// <param name="StaffName">The member of staff who approved it as well; null where nobody had to.</param>
internal sealed record ApprovalDecision(
    ApprovalId ApprovalId,
    string CallId,
    bool Approved,
    string? Reason,
    string? Statement = null,
    string? StaffName = null
);

/// <summary>A call that needs the user's yes, and that of staff if what it moves is told.</summary>
internal sealed record PendingCall(
    ApprovalId ApprovalId,
    ToolCall Call,
    string Statement,
    DateTimeOffset ExpiresAt,
    decimal? StaffAmount = null
);

/// <summary>What a guardrail refused.</summary>
internal sealed record GuardrailBlock(string Reason, IReadOnlyList<string> Categories, GuardrailStage Stage);

/// <summary>What went wrong: one of <see cref="Contracts.ErrorCodes"/>, and a sentence for the user.</summary>
internal sealed record Fault(string Code, string Message);
