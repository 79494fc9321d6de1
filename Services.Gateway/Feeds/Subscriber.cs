using Services.Conversations.EventLog;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>Somebody who is subscribed to a session. No method blocks.</summary>
internal abstract class Subscriber
{
    /// <summary>The subscriber's user.</summary>
    public abstract string UserId { get; }

    /// <summary>The subscriber's socket, if it speaks Socket.IO.</summary>
    public virtual SocketIoSocket? Socket => null;

    /// <summary>The dialect that the socket speaks.</summary>
    public virtual EventEncoder? Encoder => null;

    /// <summary>True if the others are told that the user is there.</summary>
    public virtual bool IsPresent => true;

    /// <summary>Names the log in the socket's offsets (<see cref="OffsetFormat"/>), if it speaks Socket.IO.</summary>
    public virtual string? Tag => null;

    /// <summary>Where it stands among the subscribers of its feed, which guards it; -1 for one that is not there.</summary>
    public int Index { get; set; } = -1;

    /// <summary>Hands over an entry of the log.</summary>
    public abstract void Deliver(LogEntry entry);

    /// <summary>Tells that somebody types; never in the log.</summary>
    public virtual void Deliver(TypingStatus status) { }

    /// <summary>Tells that somebody has come or gone; never in the log.</summary>
    public virtual void Deliver(PresenceStatus status) { }

    /// <summary>Completes when the subscriber can take more; paces a replay.</summary>
    public abstract Task WhenDrained();

    /// <summary>
    /// The subscriber has everything up to now. True if it is reached by the broadcast to its dialect's <paramref name="room"/> from now
    /// on; false if the feed shall go on delivering to it.
    /// </summary>
    public virtual bool TryEnter(string room) => false;

    /// <summary>
    /// From now on the feed delivers to the subscriber itself, because it is subscribed to something else as well. It has everything up to
    /// <paramref name="seq"/>; null while it is catching up.
    /// </summary>
    public virtual void SwitchToUnicast(long? seq) { }

    /// <summary>The subscriber leaves.</summary>
    public virtual void OnUnsubscribed() { }
}
