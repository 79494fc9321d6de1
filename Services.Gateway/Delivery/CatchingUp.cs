using Services.Conversations.EventLog;

namespace Services.Gateway.Delivery;

/// <summary>
/// The state of a member that reads the log before it goes live. What is appended meanwhile is held; if that grows too long it is
/// dropped and read from the log instead. Guarded by the feed's lock.
/// </summary>
internal sealed class CatchingUp(FeedMember member)
{
    private const int MaxHeld = 1_024;

    private readonly List<LogEntry> _held = [];
    private bool _overflowed;
    private bool _isSettling;
    private long _cursor;

    public FeedMember Member => member;

    /// <summary>An entry came live; true if the member is live after it.</summary>
    public bool Take(LogEntry entry)
    {
        if (_isSettling)
        {
            if (entry.Seq <= _cursor)
            {
                return false;
            }

            member.Deliver(entry);
            return true;
        }

        if (_held.Count == MaxHeld)
        {
            _held.Clear();
            _overflowed = true;
        }

        _held.Add(entry);
        return false;
    }

    /// <summary>
    /// The log was read up to <paramref name="readTo"/>. Null: read on. True: live. False: live as soon as the subscription, which has come
    /// to <paramref name="liveAt"/> only, brings something newer.
    /// </summary>
    public bool? TrySettle(long readTo, long liveAt)
    {
        if (_overflowed)
        {
            _held.Clear();
            _overflowed = false;
            return null;
        }

        _cursor = readTo;
        foreach (var entry in _held)
        {
            if (entry.Seq > _cursor)
            {
                member.Deliver(entry);
                _cursor = entry.Seq;
            }
        }

        _held.Clear();
        _isSettling = _cursor > liveAt;
        return !_isSettling;
    }
}
