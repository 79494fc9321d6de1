namespace Services.Gateway.SocketIo.Connections;

/// <summary>
/// One timer for the deadlines of all connections: a ring of slots, each with the connections that are due when the hand gets there.
/// Thread-safe; accurate to one tick.
/// </summary>
internal sealed class HeartbeatWheel : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<SocketIoConnection>[] slots = new List<SocketIoConnection>[64];
    private readonly TimeSpan resolution;
    private readonly TimeProvider time;
    private readonly ITimer timer;
    private List<SocketIoConnection>? spare;
    private int hand;

    public HeartbeatWheel(TimeProvider time, TimeSpan resolution)
    {
        this.time = time;
        this.resolution = resolution;
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = [];
        }

        timer = time.CreateTimer(static wheel => ((HeartbeatWheel)wheel!).Tick(), this, resolution, resolution);
    }

    /// <summary>A tick short enough for the shortest of the deadlines, and at most a second.</summary>
    public static TimeSpan ResolutionFor(SocketIoOptions options)
    {
        var shortest = new[] { options.PingInterval, options.PingTimeout, options.ConnectTimeout }.Min();
        return TimeSpan.FromMilliseconds(Math.Clamp(shortest.TotalMilliseconds / 8, 10, 1000));
    }

    /// <summary>From now on the connection is asked what is due, until it says that nothing will be.</summary>
    public void Add(SocketIoConnection connection) => Schedule(connection, connection.OnTick(time.GetTimestamp()));

    public ValueTask DisposeAsync() => timer.DisposeAsync();

    private void Tick()
    {
        List<SocketIoConnection> due;
        lock (gate)
        {
            hand = (hand + 1) % slots.Length;
            due = slots[hand];
            slots[hand] = spare ?? [];
            spare = null;
        }

        var timestamp = time.GetTimestamp();
        foreach (var connection in due)
        {
            Schedule(connection, connection.OnTick(timestamp));
        }

        due.Clear();
        lock (gate)
        {
            spare = due;
        }
    }

    private void Schedule(SocketIoConnection connection, TimeSpan? delay)
    {
        if (delay is not { } wait)
        {
            return;
        }

        // A deadline beyond the ring is asked about once a turn.
        var ticks = (int)Math.Clamp(Math.Ceiling(wait / resolution), 1, slots.Length - 1);
        lock (gate)
        {
            slots[(hand + ticks) % slots.Length].Add(connection);
        }
    }
}
