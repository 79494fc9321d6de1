using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;

namespace Services.Contracts.Grants;

/// <summary>
/// What a call between services acts for. The service that established it signs it, and the one that is called takes no word of a body that
/// says otherwise: two grants are equal if all of it is.
/// </summary>
public sealed record Grant
{
    /// <summary>The session; null where the call is about none.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>The turn in whose name something is done.</summary>
    public TurnId? TurnId { get; init; }

    /// <summary>Whose rights tools have.</summary>
    public string? UserId { get; init; }

    /// <summary>What they may do.</summary>
    public Role? Role { get; init; }

    /// <summary>Whose data they may see and change.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The part of idempotency keys that says which turn or approval a write belongs to.</summary>
    public string? IdempotencyScope { get; init; }

    /// <summary>The call that the user has answered; null if there is none.</summary>
    public string? AnsweredCallId { get; init; }

    /// <summary>How: true if they agreed.</summary>
    public bool? IsApproved { get; init; }

    /// <summary>True when a member of staff has approved it as well; null if nobody has.</summary>
    public bool? IsApprovedByStaff { get; init; }

    /// <summary>What a run asks for.</summary>
    public static Grant Of(AgentRunRequest request) =>
        Of(request.Caller) with
        {
            SessionId = request.SessionId,
            TurnId = request.TurnId,
            IdempotencyScope = request.IdempotencyScope,
            AnsweredCallId = request.Approval?.CallId,
            IsApproved = request.Approval?.Approved,
            IsApprovedByStaff = request.Approval is { IsApprovedByStaff: true } ? true : null,
        };

    /// <summary>What a choice of an agent asks for.</summary>
    public static Grant Of(TriageRequest request) => Of(request.Caller);

    /// <summary>What a verdict asks for.</summary>
    public static Grant Of(GuardrailRequest request) => new() { SessionId = request.SessionId };

    private static Grant Of(Caller caller) =>
        new()
        {
            UserId = caller.UserId,
            Role = caller.Role,
            CustomerId = caller.CustomerId,
        };
}
