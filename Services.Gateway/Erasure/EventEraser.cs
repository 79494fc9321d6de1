using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.Erasure;
using Services.Conversations.EventLog;

namespace Services.Gateway.Erasure;

/// <summary>
/// Tells the members of an erased session that it is over, once and as the last they hear of it, and takes away what Redis has of it: its
/// events, its replies, what was said in its room.
/// </summary>
internal sealed class EventEraser(ISessionEventLog log, TimeProvider time) : ISessionEraser
{
    public string Store => ErasureStores.Events;

    public async Task<bool> EraseAsync(ErasedSession session, CancellationToken cancellationToken)
    {
        var ended = new SessionEndedEvent
        {
            SessionId = session.Id,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Reason = SessionEndReason.Deleted,
        };
        await log.AppendLastAsync(session.Id, [ended], cancellationToken);
        await log.EraseAsync(session.Id, [.. session.Names.Select(static name => new TurnId(name))], cancellationToken);
        return true;
    }
}
