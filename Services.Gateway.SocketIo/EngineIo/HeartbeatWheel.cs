namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// One timer for the deadlines of all connections: a ring of slots, each with the connections that are due when the hand gets there.
/// Thread-safe; accurate to one tick.
/// </summary>
internal sealed class HeartbeatWheel : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IHeartbeatItem>[] _slots = new List<IHeartbeatItem>[64];
    private readonly TimeSpan _resolution;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private List<IHeartbeatItem>? _spare;
    private int _hand;

    public HeartbeatWheel(TimeProvider time, TimeSpan resolution)
    {
        _time = time;
        _resolution = resolution;
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = [];
        }

        _timer = time.CreateTimer(static wheel => ((HeartbeatWheel)wheel!).Tick(), this, resolution, resolution);
    }

    /// <summary>A tick short enough for the shortest of the deadlines, and at most a second.</summary>
    public static TimeSpan ResolutionFor(SocketIoOptions options)
    {
        var shortest = new[] { options.PingInterval, options.PingTimeout, options.ConnectTimeout }.Min();
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 8, 10, 1000));
    }

    /// <summary>From now on the connection is asked what is due, until it says that nothing will be.</summary>
    public void Add(IHeartbeatItem connection) => Schedule(connection, connection.OnTick(_time.GetTimestamp()));

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        List<IHeartbeatItem> due;
        lock (_gate)
        {
            _hand = (_hand + 1) % _slots.Length;
            due = _slots[_hand];
            _slots[_hand] = _spare ?? [];
            _spare = null;
        }

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

    private void Schedule(IHeartbeatItem connection, TimeSpan? delay)
    {
        if (delay is not { } wait)
        {
            return;
        }

        // A deadline beyond the ring is asked about once a turn.
        var ticks = (int)Math.Clamp(Math.Ceiling(wait / _resolution), 1, _slots.Length - 1);
        lock (_gate)
        {
            _slots[(_hand + ticks) % _slots.Length].Add(connection);
        }
    }
}
