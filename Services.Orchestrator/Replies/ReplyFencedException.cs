using Services.Contracts.Ids;

namespace Services.Orchestrator.Replies;

/// <summary>
/// The log expects another chunk than this worker has, and has lost none: another worker delivers the reply.
/// </summary>
internal sealed class ReplyFencedException(TurnId turn, int index, int expected)
    : Exception($"The reply to turn {turn} is at chunk {expected}, not {index}.");
