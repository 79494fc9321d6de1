namespace Services.Gateway.SocketIo.Tests.Heartbeats;

/// <summary>A clock that a test moves; its one timer fires when it is told to.</summary>
internal sealed class ManualClock : TimeProvider
{
    private Action? _fire;
    private long _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Now => TimeSpan.FromTicks(_now);

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _fire = () => callback(state);
        return new NoTimer();
    }

    /// <summary>Time passes, and the timer fires after it.</summary>
    public void Advance(TimeSpan by)
    {
        _now += by.Ticks;
        _fire!();
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
