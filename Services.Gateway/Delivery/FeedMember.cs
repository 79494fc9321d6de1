using Services.Conversations.EventLog;
using Services.Gateway.Typing;

namespace Services.Gateway.Delivery;

/// <summary>Somebody who follows a session. No method blocks.</summary>
internal abstract class FeedMember
{
    /// <summary>The member's user.</summary>
    public abstract string UserId { get; }

    /// <summary>Hands over an entry of the log.</summary>
    public abstract void Deliver(LogEntry entry);

    /// <summary>Tells that somebody types; never in the log.</summary>
    public abstract void Deliver(TypingStatus status);

    /// <summary>Completes when the member can take more; paces a replay.</summary>
    public abstract Task WhenDrained();

    /// <summary>
    /// The member has everything up to now. True if the feed shall go on delivering to it; false if it is reached by the broadcast to the
    /// session's room from now on.
    /// </summary>
    public virtual bool GoLive() => true;

    /// <summary>The member leaves.</summary>
    public virtual void Leave()
    {
    }
}
