namespace Gateway.Host.Bench;

/// <summary>
/// Ticks for all paced replies: one timer, and a wheel of what is due when. A reply's ticks stand at multiples of its delay from its
/// beginning, so that a late one does not delay those after it. Without replies there is no timer either. Thread-safe.
/// </summary>
internal sealed class PacedReplyScheduler(TimeProvider time) : BackgroundService
{
    private const int Slots = 1_024;
    private const int MostReplies = 100_000;

    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(2);

    private readonly long _origin = time.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly List<ScheduledReply>[] _slots = [.. Enumerable.Range(0, Slots).Select(static _ => new List<ScheduledReply>())];
    private readonly SemaphoreSlim _wake = new(0);
    private List<ScheduledReply> _due = [];
    private int _replies;
    private long _tick;

    /// <summary>The first tick comes after one delay; false if there are too many replies already.</summary>
    public bool TryAdd(IPacedReply reply, TimeSpan delay)
    {
        lock (_gate)
        {
            if (_replies == MostReplies)
            {
                return false;
            }

            Schedule(new ScheduledReply(reply, delay, Now + delay));
            if (_replies++ == 0)
            {
                _wake.Release();
            }
        }

        return true;
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _wake.WaitAsync(stoppingToken);
            using var timer = new PeriodicTimer(Resolution, time);
            do
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            } while (Advance());
        }
    }

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Runs all that are due by now; false if no reply is left.</summary>
    private bool Advance()
    {
        var now = Now;
        var last = now.Ticks / Resolution.Ticks;
        var first = Math.Max(_tick + 1, last - Slots + 1);
        for (_tick = first; _tick < last; _tick++)
        {
            Run(_tick, now);
        }

        Run(last, now);
        _tick = last;
        lock (_gate)
        {
            return _replies > 0;
        }
    }

    private void Run(long tick, TimeSpan now)
    {
        lock (_gate)
        {
            (_due, _slots[tick % Slots]) = (_slots[tick % Slots], _due);
        }

        foreach (var scheduled in _due)
        {
            Run(scheduled, now);
        }

        _due.Clear();
    }

    private void Run(ScheduledReply scheduled, TimeSpan now)
    {
        var next = scheduled;
        if (scheduled.At <= now)
        {
            var due = 1 + (int)((now - scheduled.At).Ticks / scheduled.Delay.Ticks);
            if (!scheduled.Reply.OnTick(due))
            {
                lock (_gate)
                {
                    _replies--;
                }

                return;
            }

            next = scheduled with { At = scheduled.At + (due * scheduled.Delay) };
        }

        lock (_gate)
        {
            Schedule(next);
        }
    }

    /// <summary>Into the slot of the first tick that is not before it; what is more than a round away is met and put back.</summary>
    private void Schedule(ScheduledReply scheduled) =>
        _slots[((scheduled.At.Ticks + Resolution.Ticks - 1) / Resolution.Ticks) % Slots].Add(scheduled);

    private readonly record struct ScheduledReply(IPacedReply Reply, TimeSpan Delay, TimeSpan At);
}
