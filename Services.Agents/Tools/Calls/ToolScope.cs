using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;

namespace Services.Agents.Tools.Calls;

/// <summary>On whose behalf the tools of one run act. Tools authorise by this, never by what the model says.</summary>
internal sealed record ToolScope
{
    /// <summary>Who speaks.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The conversation.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn in whose name they act; once it has ended, nothing is changed any more.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>The part of idempotency keys that says which turn or approval a write belongs to.</summary>
    public required string IdempotencyScope { get; init; }

    /// <summary>
    /// The customer's answer to the one call that waited for it. A write that needs an agreement is carried out only if this says yes to
    /// that very call; any other only tries.
    /// </summary>
    public ToolApproval? Answer { get; init; }
}
