using System.Text.Json.Serialization;

namespace Services.Contracts.Guardrails;

/// <summary>What a guardrail decided, and why.</summary>
public sealed record Verdict
{
    /// <summary>The decision.</summary>
    public required VerdictAction Action { get; init; }

    /// <summary>The text to go on with: the original, or with redactions; empty when blocked.</summary>
    public required string Text { get; init; }

    /// <summary>What fired, in the order of the text.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>A sentence for the user when blocked.</summary>
    public string? Reason { get; init; }
}

/// <summary>The decision of a <see cref="Verdict"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictAction>))]
public enum VerdictAction
{
    /// <summary>Pass it on as it is.</summary>
    Allow,

    /// <summary>Pass on <see cref="Verdict.Text"/>.</summary>
    Redact,

    /// <summary>Pass nothing on.</summary>
    Block,
}

/// <summary>One thing that a rule saw.</summary>
public sealed record Finding
{
    /// <summary>One of <see cref="GuardrailCategories"/>.</summary>
    public required string Category { get; init; }

    /// <summary>The rule, for example <c>pii.card.luhn</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>Where it starts in the text, in UTF-16 code units.</summary>
    public required int Start { get; init; }

    /// <summary>How long it is, in UTF-16 code units.</summary>
    public required int Length { get; init; }

    /// <summary>0 to 1.</summary>
    public double Confidence { get; init; } = 1;
}
