namespace AppHost.Supervision;

/// <summary>
/// How long to wait before a process that crashed is started again. The wait doubles for one that crashes soon after each start; what ran
/// for <see cref="Settled"/> had started well, and its next crash is a first one again.
/// </summary>
internal sealed class RestartHistory(TimeProvider time)
{
    /// <summary>So many starts in a row that none of them settled, and it is given up.</summary>
    public const int MostRestarts = 8;

    /// <summary>How long a process runs before what came before is forgotten.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    private long? _runningSince;
    private int _restarts;

    /// <summary>The process runs.</summary>
    public void OnRunning() => _runningSince ??= time.GetTimestamp();

    /// <summary>The process has crashed: the pause before its next start, null to give it up.</summary>
    public TimeSpan? OnCrash()
    {
        if (_runningSince is { } since && time.GetElapsedTime(since) >= Settled)
        {
            _restarts = 0;
        }

        _runningSince = null;
        return _restarts == MostRestarts ? null : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << _restarts++));
    }
}
