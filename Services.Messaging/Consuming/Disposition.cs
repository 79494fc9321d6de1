namespace Services.Messaging.Consuming;

/// <summary>What is to become of a delivery.</summary>
public abstract record Disposition
{
    private Disposition() { }

    /// <summary>It is done; the broker forgets it.</summary>
    public static Disposition Done { get; } = new Ack();

    /// <summary>It goes back to its queue and comes again, here or elsewhere.</summary>
    public static Disposition Return { get; } = new Requeue();

    /// <summary>It is put aside, with the cause in one sentence and how often it was tried; only then is it acknowledged.</summary>
    public static Disposition PutAside(string cause, int attempts) => new DeadLetter(cause, attempts);

    internal sealed record Ack : Disposition;

    internal sealed record Requeue : Disposition;

    internal sealed record DeadLetter(string Cause, int Attempts) : Disposition;
}
