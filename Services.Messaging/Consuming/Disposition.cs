namespace Services.Messaging.Consuming;

/// <summary>What is to become of a delivery.</summary>
public abstract record Disposition
{
    private Disposition() { }

    /// <summary>It is done; the broker forgets it.</summary>
    public static Disposition Ack { get; } = new Acknowledged();

    /// <summary>It goes back to its queue and comes again, here or elsewhere.</summary>
    public static Disposition Requeue { get; } = new Requeued();

    /// <summary>
    /// It becomes a dead letter, with the cause in one sentence and the attempts; only then <paramref name="then"/> is done, and at last it
    /// is acknowledged. What breaks off on the way is done again.
    /// </summary>
    public static Disposition DeadLetter(string cause, int attempts, Func<CancellationToken, Task>? then = null) =>
        new DeadLettered(cause, attempts, then);

    internal sealed record Acknowledged : Disposition;

    internal sealed record Requeued : Disposition;

    internal sealed record DeadLettered(string Cause, int Attempts, Func<CancellationToken, Task>? Then) : Disposition;
}
