using Services.Contracts.Ids;

namespace Services.Conversations.Handovers;

/// <summary>What came of an attempt to change who answers.</summary>
/// <param name="Changed">True for the one that changed it.</param>
/// <param name="Now">Who answers now; null if there is no such session, or it has ended.</param>
/// <param name="Position">The place in the queue, from 1; 0 if it does not wait.</param>
public sealed record HandoverResult(bool Changed, Responder? Now, int Position)
{
    /// <summary>Questions that the customer cannot answer any more.</summary>
    public IReadOnlyList<ApprovalId> Withdrawn { get; init; } = [];

    /// <summary>What the customer had agreed to and staff cannot decide on any more.</summary>
    public IReadOnlyList<ApprovalId> WithdrawnFromStaff { get; init; } = [];
}
