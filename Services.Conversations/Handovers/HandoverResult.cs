using Services.Contracts.Ids;

namespace Services.Conversations.Handovers;

/// <summary>What came of an attempt to change who answers.</summary>
/// <param name="Changed">True for the one that changed it.</param>
/// <param name="Now">Who answers now; null if there is no such session, or it has ended.</param>
/// <param name="Position">The place in the queue, from 1; 0 if it does not wait.</param>
/// <param name="Withdrawn">Questions that nobody can answer any more.</param>
public sealed record HandoverResult(bool Changed, Responder? Now, int Position, IReadOnlyList<ApprovalId> Withdrawn);
