using Services.Contracts.Ids;
using Services.Conversations.Erasure;
using Services.Conversations.EventLog;

namespace Services.Gateway.Erasure;

/// <summary>Takes what Redis has of an erased session away: its events, its replies, what was said in its room.</summary>
internal sealed class EventEraser(ISessionEventLog log) : ISessionEraser
{
    public string Store => ErasureStores.Events;

    public async Task<bool> EraseAsync(ErasedSession session, CancellationToken cancellationToken)
    {
        await log.EraseAsync(session.Id, [.. session.Names.Select(static name => new TurnId(name))], cancellationToken);
        return true;
    }
}
