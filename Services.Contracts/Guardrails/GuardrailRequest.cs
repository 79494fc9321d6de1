using Services.Contracts.Ids;

namespace Services.Contracts.Guardrails;

/// <summary>Text to be checked: <c>POST /verdicts/input</c> or <c>POST /verdicts/output</c>.</summary>
public sealed record GuardrailRequest
{
    /// <summary>The text; for output, one sentence or a few.</summary>
    public required string Text { get; init; }

    /// <summary>The session, for logs and metrics only.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>For output: what the reply said before <see cref="Text"/>, so that nothing hides across a sentence boundary.</summary>
    public string? Preceding { get; init; }

    /// <summary>
    /// For output: texts of tool results that the caller is entitled to see; personal data found there verbatim may be said.
    /// </summary>
    public IReadOnlyList<string> Grounding
    {
        get;
        init => field = value ?? [];
    } = [];
}
