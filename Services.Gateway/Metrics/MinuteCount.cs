namespace Services.Gateway.Metrics;

/// <summary>How often something happened in the last sixty seconds, to the second. Thread-safe.</summary>
internal sealed class MinuteCount(TimeProvider time)
{
    private const int Seconds = 60;

    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();
    private readonly long[] _counts = new long[Seconds];
    private long _now;

    /// <summary>It has happened.</summary>
    public void Add()
    {
        lock (_gate)
        {
            Advance();
            _counts[_now % Seconds]++;
        }
    }

    /// <summary>How often.</summary>
    public long Read()
    {
        lock (_gate)
        {
            Advance();
            return _counts.Sum();
        }
    }

    /// <summary>Forgets the seconds that are over a minute old.</summary>
    private void Advance()
    {
        var now = (long)time.GetElapsedTime(_start).TotalSeconds;
        for (var second = Math.Max(_now + 1, now - Seconds + 1); second <= now; second++)
        {
            _counts[second % Seconds] = 0;
        }

        _now = Math.Max(_now, now);
    }
}
