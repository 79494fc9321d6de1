using Services.Contracts.Agents;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>What a client can show about a reply, and where to look further.</summary>
public sealed record ReplyMetadata
{
    /// <summary>Number of chunks that were streamed.</summary>
    public required int ChunkCount { get; init; }

    /// <summary>From acceptance to completion, in milliseconds.</summary>
    public required long StreamLatency { get; init; }

    /// <summary>From acceptance to the first chunk, in milliseconds.</summary>
    public long? FirstTokenMs { get; init; }

    /// <summary>Tokens read and written, counted with the model's own tokenizer where there is one.</summary>
    public TokenCount Tokens { get; init; } = new();

    /// <summary>The agent that answered.</summary>
    public string? Agent { get; init; }

    /// <summary>The intent that the router saw.</summary>
    public string? Route { get; init; }

    /// <summary>The model that wrote it, for example <c>offline</c>.</summary>
    public string? Model { get; init; }

    /// <summary>What the answer rests on: tools called and the records they returned.</summary>
    public IReadOnlyList<Citation> Citations
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>Scores, where the evaluation came before completion.</summary>
    public IReadOnlyDictionary<string, double>? Evaluation { get; init; }

    /// <summary>The W3C trace id of the turn.</summary>
    public string? TraceId { get; init; }

    /// <summary>True when the user stopped it.</summary>
    public bool Interrupted { get; init; }

    /// <summary>The approval that this reply asks for.</summary>
    public ApprovalId? ApprovalId { get; init; }
}
