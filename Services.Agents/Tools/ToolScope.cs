using Services.Contracts.Access;
using Services.Contracts.Ids;

namespace Services.Agents.Tools;

/// <summary>On whose behalf the tools of one run act. Tools authorise by this, never by what the model says.</summary>
internal sealed record ToolScope
{
    /// <summary>Who speaks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The conversation.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The part of idempotency keys that says which turn or approval a write belongs to.</summary>
    public required string IdempotencyScope { get; init; }

    /// <summary>The one call that the user has agreed to; every other write that needs an agreement only tries.</summary>
    public string? ApprovedCallId { get; init; }
}
