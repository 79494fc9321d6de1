using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;

namespace Services.Gateway.Feeds;

/// <summary>
/// Encodes what happens in a session as events of a dialect over Socket.IO, and emits them. Stateless; each method returns how many sockets
/// it was sent to.
/// </summary>
internal abstract class EventEncoder
{
    /// <summary>Stands before the session's id in the name of the Socket.IO room of those who speak the dialect.</summary>
    public abstract string Prefix { get; }

    /// <summary>True if the dialect has calls.</summary>
    public virtual bool HasCalls => false;

    /// <summary>The Socket.IO room of subscribers in this dialect.</summary>
    public string RoomOf(SessionId session) => $"{Prefix}:{session}";

    /// <summary>An entry of the session's log.</summary>
    public abstract int Encode(SessionId session, LogEntry entry, EmitTarget target);

    /// <summary>Somebody types, or has stopped.</summary>
    public virtual int Encode(TypingStatus status, EmitTarget target) => 0;

    /// <summary>Somebody has come or gone.</summary>
    public virtual int Encode(PresenceStatus status, EmitTarget target) => 0;
}
