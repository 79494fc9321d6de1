namespace Services.Messaging.Consuming;

/// <summary>
/// Waits that double from a first to a longest one, each shortened at random by up to half so that many clients do not return at once. Not
/// thread safe.
/// </summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        var full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, _failures));
        _failures = Math.Min(_failures + 1, 30);
        return TimeSpan.FromMilliseconds(full * (1 - (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>Begins with the first wait again.</summary>
    public void Reset() => _failures = 0;
}
