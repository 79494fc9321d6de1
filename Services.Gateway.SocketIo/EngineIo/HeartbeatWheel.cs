namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// One timer for the deadlines of all connections: a ring of slots, each with the connections that are due when the hand gets there. The
/// hand follows the clock, however late the timer is. Thread-safe; accurate to one tick.
/// </summary>
internal sealed class HeartbeatWheel : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IHeartbeatItem>[] _slots = new List<IHeartbeatItem>[256];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _startedAt;
    private List<IHeartbeatItem>? _spare;
    private long _hand;

    public HeartbeatWheel(TimeProvider time, TimeSpan resolution)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
        Resolution = resolution;
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = [];
        }

        _timer = time.CreateTimer(static wheel => ((HeartbeatWheel)wheel!).Tick(), this, resolution, resolution);
    }

    /// <summary>The length of a tick.</summary>
    public TimeSpan Resolution { get; }

    /// <summary>A tick that is short beside the shortest of the deadlines: a hundredth, but 5 to 200 ms.</summary>
    public static TimeSpan ResolutionFor(SocketIoOptions options)
    {
        var shortest = new[] { options.PingInterval, options.PingTimeout, options.ConnectTimeout }.Min();
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 100, 5, 200));
    }

    /// <summary>From now on the connection is asked what is due, until it says that nothing will be.</summary>
    public void Add(IHeartbeatItem connection) => Schedule(connection, connection.OnTick(_time.GetTimestamp()));

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        var now = (long)(_time.GetElapsedTime(_startedAt) / Resolution);
        for (var turns = 0; turns < _slots.Length && Advance(now) is { } due; turns++)
        {
            var timestamp = _time.GetTimestamp();
            foreach (var connection in due)
            {
                Schedule(connection, connection.OnTick(timestamp));
            }

            due.Clear();
            lock (_gate)
            {
                _spare = due;
            }
        }
    }

    /// <summary>Moves the hand by one slot, if it is behind; the connections that were in it.</summary>
    private List<IHeartbeatItem>? Advance(long now)
    {
        lock (_gate)
        {
            if (_hand >= now)
            {
                return null;
            }

            // What is more than a turn behind would come by every slot anyway.
            _hand = Math.Max(_hand, now - _slots.Length) + 1;
            ref var slot = ref _slots[_hand % _slots.Length];
            var due = slot;
            slot = _spare ?? [];
            _spare = null;
            return due;
        }
    }

    private void Schedule(IHeartbeatItem connection, TimeSpan? delay)
    {
        if (delay is not { } wait)
        {
            return;
        }

        // A deadline beyond the ring is asked about once a turn.
        var ticks = (int)Math.Clamp(Math.Ceiling(wait / Resolution), 1, _slots.Length - 1);
        lock (_gate)
        {
            _slots[(_hand + ticks) % _slots.Length].Add(connection);
        }
    }
}
