using System.Text.Json;
using Services.Contracts.Messages;

namespace Services.Contracts.Agents;

/// <summary>One entry of the conversation as a model reads it; the checkpoint of a running turn is a list of these.</summary>
public sealed record TranscriptMessage
{
    /// <summary>Whose it is.</summary>
    public required MessageRole Role { get; init; }

    /// <summary>The text; may be empty beside tool calls.</summary>
    public string Content
    {
        get;
        init => field = value ?? "";
    } = "";

    /// <summary>Calls that the assistant made with this message.</summary>
    public IReadOnlyList<ToolCall> ToolCalls
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The result, when <see cref="Role"/> is <see cref="MessageRole.Tool"/>.</summary>
    public ToolResult? ToolResult { get; init; }
}

/// <summary>A call that a model wants made.</summary>
public sealed record ToolCall
{
    /// <summary>Pairs the call with its result.</summary>
    public required string CallId { get; init; }

    /// <summary>The tool.</summary>
    public required string Name { get; init; }

    /// <summary>A JSON object.</summary>
    public required JsonElement Arguments { get; init; }
}

/// <summary>What a call gave. A refusal is a result too: data that the model can read and correct.</summary>
public sealed record ToolResult
{
    /// <summary>The call.</summary>
    public required string CallId { get; init; }

    /// <summary>The tool.</summary>
    public required string Name { get; init; }

    /// <summary>What it returned; for a refusal, a sentence.</summary>
    public required JsonElement Result { get; init; }

    /// <summary>True when the tool refused or failed; then nothing was changed.</summary>
    public bool IsError { get; init; }

    /// <summary>What was changed, in one sentence for the customer; null when nothing was.</summary>
    public string? Effect { get; init; }

    /// <summary>Why nothing was changed; null when the tool did its work, and for results written before this was kept.</summary>
    public RefusalKind? Refusal { get; init; }
}
