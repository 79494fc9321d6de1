using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;
using Services.Gateway.Presence;

namespace Services.Gateway.Dialects.Sessions;

/// <summary>The canonical dialect: the log's entries are passed on as they are.</summary>
internal sealed class SessionEventEncoder : EventEncoder
{
    public override string Prefix => "session";

    public override bool HasCalls => true;

    public override int Encode(SessionId session, LogEntry entry, EmitTarget target) => target.EmitRaw(entry.Name, entry.Payload.Span);

    public override int Encode(TypingStatus status, EmitTarget target) =>
        target.Emit(SessionEvents.TypingStatus, status, FeedsJson.Default.TypingStatus);

    public override int Encode(PresenceStatus status, EmitTarget target) =>
        target.Emit(SessionEvents.PresenceStatus, status, PresenceJson.Default.PresenceStatus);
}
