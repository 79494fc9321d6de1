namespace Services.Evals.Running;

/// <summary>What came back for one message.</summary>
internal sealed record Reply
{
    /// <summary>The whole text; empty if blocked or failed.</summary>
    public string Content { get; init; } = "";

    /// <summary>The chunks put together.</summary>
    public string Streamed { get; init; } = "";

    /// <summary>Milliseconds from sending to the first chunk; null if there was none.</summary>
    public double? FirstTokenMs { get; init; }

    /// <summary>Milliseconds from sending to the end.</summary>
    public double ElapsedMs { get; init; }

    /// <summary>The reply's id.</summary>
    public string? MessageId { get; init; }

    public string? Agent { get; init; }

    public string? Route { get; init; }

    /// <summary>Tools among the sources.</summary>
    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>The approval it asks for.</summary>
    public string? ApprovalId { get; init; }

    public string? TraceId { get; init; }

    /// <summary>Metric to score; null if no evaluation came.</summary>
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>Why a guardrail refused it; null if none did.</summary>
    public string? BlockReason { get; init; }

    /// <summary>What the guardrail objected to.</summary>
    public IReadOnlyList<string> BlockCategories { get; init; } = [];

    /// <summary>What went wrong; null if nothing.</summary>
    public string? Error { get; init; }
}
