using Services.Conversations.EventLog;

namespace Services.Gateway.Delivery;

/// <summary>
/// The state of a member that reads the log before it goes live. What is appended meanwhile is held; if that grows too long it is
/// dropped and read from the log instead. Guarded by the feed's lock.
/// </summary>
internal sealed class CatchingUp(FeedMember member)
{
    private const int MaxHeld = 1_024;

    private readonly List<LogEntry> held = [];
    private bool overflowed;
    private bool isSettling;
    private long cursor;

    public FeedMember Member => member;

    /// <summary>An entry came live; true if the member is live after it.</summary>
    public bool Take(LogEntry entry)
    {
        if (isSettling)
        {
            if (entry.Seq <= cursor)
            {
                return false;
            }

            member.Deliver(entry);
            return true;
        }

        if (held.Count == MaxHeld)
        {
            held.Clear();
            overflowed = true;
        }

        held.Add(entry);
        return false;
    }

    /// <summary>
    /// The log was read up to <paramref name="readTo"/>. Null: read on. True: live. False: live as soon as the subscription, which has come
    /// to <paramref name="liveAt"/> only, brings something newer.
    /// </summary>
    public bool? TrySettle(long readTo, long liveAt)
    {
        if (overflowed)
        {
            held.Clear();
            overflowed = false;
            return null;
        }

        cursor = readTo;
        foreach (var entry in held)
        {
            if (entry.Seq > cursor)
            {
                member.Deliver(entry);
                cursor = entry.Seq;
            }
        }

        held.Clear();
        isSettling = cursor > liveAt;
        return !isSettling;
    }
}
