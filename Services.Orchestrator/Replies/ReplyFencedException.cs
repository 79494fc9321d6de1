using Services.Contracts.Ids;

namespace Services.Orchestrator.Replies;

/// <summary>
/// The log expects another chunk than this worker has: another worker delivers the reply, or the log was lost. The turn begins again from
/// what the log says.
/// </summary>
internal sealed class ReplyFencedException(TurnId turn, int index, int expected)
    : Exception($"The reply to turn {turn} is at chunk {expected}, not {index}.");
