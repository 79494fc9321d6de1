namespace LocalAspire.Supervision;

/// <summary>
/// How long to wait before a crashed process is started again: the delay doubles from 0.2 s to 30 s, with jitter. A process that was healthy
/// for 30 s starts over at the shortest delay. One that ends five times in a row without having been healthy is given up.
/// </summary>
internal sealed class RestartPolicy(TimeProvider time, Func<double> random)
{
    private const int GiveUpAfter = 5;
    private const double Jitter = 0.2;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(30);

    private int _crashes;
    private int _neverHealthy;
    private long? _healthySince;

    public void Healthy() => _healthySince ??= time.GetTimestamp();

    /// <summary>The delay before the next start; null when there is to be none.</summary>
    public TimeSpan? Crashed()
    {
        if (_healthySince is { } since)
        {
            _neverHealthy = 0;
            _crashes = time.GetElapsedTime(since) >= Stable ? 0 : _crashes;
        }
        else
        {
            _neverHealthy++;
        }

        _healthySince = null;
        if (_neverHealthy >= GiveUpAfter)
        {
            return null;
        }

        var delay = Math.Min(Shortest.TotalSeconds * Math.Pow(2, Math.Min(_crashes++, 10)), Longest.TotalSeconds);
        return TimeSpan.FromSeconds(delay * (1 + Jitter * (2 * random() - 1)));
    }
}
