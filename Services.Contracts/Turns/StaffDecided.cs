using Services.Contracts.Ids;

namespace Services.Contracts.Turns;

/// <summary>
/// A member of staff has decided on what a user had agreed to, or nobody did in time; starts a turn that carries it out or tells the user
/// that it is not. What was decided, and by whom, stands in the record.
/// </summary>
public sealed record StaffDecided : TurnMessage
{
    /// <summary>The approval that was decided on.</summary>
    public required ApprovalId ApprovalId { get; init; }
}
