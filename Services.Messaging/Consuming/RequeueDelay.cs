namespace Services.Messaging.Consuming;

/// <summary>How long a message that failed waits before it is given back to its queue.</summary>
public static class RequeueDelay
{
    /// <summary>Doubles with each attempt, up to a longest wait.</summary>
    /// <param name="attempt">The attempt that failed, from 1. The broker or a store counts: the next may be another worker's.</param>
    /// <param name="first">The wait after the first attempt.</param>
    /// <param name="longest">The longest wait.</param>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest)
    {
        var wait = first * Math.Pow(2, Math.Clamp(attempt - 1, 0, 30));
        return wait < longest ? wait : longest;
    }
}
