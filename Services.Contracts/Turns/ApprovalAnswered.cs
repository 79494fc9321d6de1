using Services.Contracts.Ids;

namespace Services.Contracts.Turns;

/// <summary>The user's answer to an <c>approval:requested</c>; starts a turn that carries the tool call out or drops it.</summary>
public sealed record ApprovalAnswered : TurnMessage
{
    /// <summary>The approval that is answered.</summary>
    public required ApprovalId ApprovalId { get; init; }

    /// <summary>True to let the tool run.</summary>
    public required bool Approved { get; init; }

    /// <summary>The user's words, if any.</summary>
    public string? Reason { get; init; }
}
