using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Gateway.Presence;

namespace Services.Gateway.Delivery;

/// <summary>How a dialect over Socket.IO puts what happens in a session. Stateless; each method returns how many were told.</summary>
internal abstract class Vocabulary
{
    /// <summary>Stands before the session's id in the name of the Socket.IO room of those who speak the dialect.</summary>
    public abstract string Prefix { get; }

    /// <summary>True if the dialect has calls.</summary>
    public virtual bool HasCalls => false;

    /// <summary>The Socket.IO room of those who follow the session in this dialect.</summary>
    public string RoomOf(SessionId session) => $"{Prefix}:{session}";

    /// <summary>An entry of the session's log.</summary>
    public abstract int Tell(SessionId session, LogEntry entry, Audience audience);

    /// <summary>Somebody types, or has stopped.</summary>
    public virtual int Tell(TypingStatus status, Audience audience) => 0;

    /// <summary>Somebody has come or gone.</summary>
    public virtual int Tell(PresenceStatus status, Audience audience) => 0;
}
