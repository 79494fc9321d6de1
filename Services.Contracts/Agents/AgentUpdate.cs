using System.Text.Json.Serialization;

namespace Services.Contracts.Agents;

/// <summary>What an agent run streams. The last update is always <see cref="RunCompleted"/> or <see cref="RunFailed"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(TextDelta), "text")]
[JsonDerivedType(typeof(ToolCallStarted), "tool_call")]
[JsonDerivedType(typeof(ToolCallCompleted), "tool_result")]
[JsonDerivedType(typeof(ApprovalNeeded), "approval_needed")]
[JsonDerivedType(typeof(RunCompleted), "completed")]
[JsonDerivedType(typeof(RunFailed), "failed")]
public abstract record AgentUpdate;

/// <summary>A piece of the reply.</summary>
public sealed record TextDelta(string Text) : AgentUpdate;

/// <summary>A tool is about to run.</summary>
public sealed record ToolCallStarted(ToolCall Call) : AgentUpdate;

/// <summary>A tool has run, or refused; its effect, if any, is durable.</summary>
public sealed record ToolCallCompleted(ToolCall Call, ToolResult Result) : AgentUpdate;

/// <summary>The run stops here until the user has said yes or no; <see cref="RunCompleted"/> follows.</summary>
/// <param name="Call">The call that waits.</param>
/// <param name="Statement">What will be done, in one sentence.</param>
/// <param name="StaffAmount">
/// What it moves, in USD, if that is so much that a member of staff has to approve it once the user has agreed; otherwise null.
/// </param>
public sealed record ApprovalNeeded(ToolCall Call, string Statement, decimal? StaffAmount = null) : AgentUpdate;

/// <summary>The run is over.</summary>
public sealed record RunCompleted : AgentUpdate
{
    /// <summary>The model, for example <c>offline</c> or <c>gpt-4.1-mini</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Tokens read.</summary>
    public int InputTokens { get; init; }

    /// <summary>Tokens written.</summary>
    public int OutputTokens { get; init; }

    /// <summary>Sources of the answer.</summary>
    public IReadOnlyList<Citation> Citations
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>The run could not be finished.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">A sentence for the operator; no secrets.</param>
/// <param name="Retryable">True when the same run may succeed later.</param>
public sealed record RunFailed(string Code, string Message, bool Retryable) : AgentUpdate;
