using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Delivery;
using Services.Gateway.Presence;

namespace Services.Gateway.Dialects.Sessions;

/// <summary>The canonical vocabulary: the log's entries are passed on as they are.</summary>
internal sealed class SessionVocabulary : Vocabulary
{
    public override string Prefix => "session";

    public override bool HasCalls => true;

    public override int Tell(SessionId session, LogEntry entry, Audience audience) => audience.EmitRaw(entry.Name, entry.Payload.Span);

    public override int Tell(TypingStatus status, Audience audience) =>
        audience.Emit(SessionEvents.TypingStatus, status, DeliveryJson.Default.TypingStatus);

    public override int Tell(PresenceStatus status, Audience audience) =>
        audience.Emit(SessionEvents.PresenceStatus, status, PresenceJson.Default.PresenceStatus);
}
