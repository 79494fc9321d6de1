using Services.Conversations.EventLog;

namespace Services.Gateway.Feeds;

/// <summary>
/// The state of a subscriber that reads the log before it goes live. What is appended meanwhile is held; if that grows too long it is
/// dropped and read from the log instead. Guarded by the feed's lock.
/// </summary>
internal sealed class ReplayState(Subscriber subscriber)
{
    private const int MaxBuffered = 1_024;

    private readonly List<LogEntry> _buffer = [];
    private bool _overflowed;
    private bool _isAhead;
    private long _cursor;

    public Subscriber Subscriber => subscriber;

    /// <summary>An entry came live; true if the subscriber is live after it.</summary>
    public bool Offer(LogEntry entry)
    {
        if (_isAhead)
        {
            if (entry.Seq <= _cursor)
            {
                return false;
            }

            subscriber.Deliver(entry);
            return true;
        }

        if (_buffer.Count == MaxBuffered)
        {
            _buffer.Clear();
            _overflowed = true;
        }

        _buffer.Add(entry);
        return false;
    }

    /// <summary>
    /// The log was read up to <paramref name="readTo"/>. Null: read on. True: live. False: live as soon as the subscription, which has come
    /// to <paramref name="liveAt"/> only, brings something newer.
    /// </summary>
    public bool? TryComplete(long readTo, long liveAt)
    {
        if (_overflowed)
        {
            _buffer.Clear();
            _overflowed = false;
            return null;
        }

        _cursor = readTo;
        foreach (var entry in _buffer)
        {
            if (entry.Seq > _cursor)
            {
                subscriber.Deliver(entry);
                _cursor = entry.Seq;
            }
        }

        _buffer.Clear();
        _isAhead = _cursor > liveAt;
        return !_isAhead;
    }
}
