namespace Chaos.Faults;

/// <summary>Something that goes wrong with one process of the platform.</summary>
/// <param name="Kind">What, in a word.</param>
/// <param name="Target">Which process.</param>
/// <param name="Duration">How long it lasts; zero for a kill, after which the process is gone until it is started again.</param>
internal abstract record Fault(string Kind, Target Target, TimeSpan Duration)
{
    /// <summary>Makes it so, and takes it back after its duration, also when it is cancelled.</summary>
    public abstract Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken);

    /// <summary>For people.</summary>
    public sealed override string ToString() =>
        Duration > TimeSpan.Zero ? FormattableString.Invariant($"{Kind} {Target} {Duration.TotalSeconds:0.0} s") : $"{Kind} {Target}";

    /// <summary>Its whole duration, without an error where it is cut short.</summary>
    protected Task LastAsync(CancellationToken cancellationToken) => LastAsync(Duration, cancellationToken);

    protected static async Task LastAsync(TimeSpan duration, CancellationToken cancellationToken) =>
        await Task.Delay(duration, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>A process of the platform.</summary>
/// <param name="Resource">What the application's model calls it.</param>
/// <param name="Instance">Which of its replicas, from 0.</param>
internal readonly record struct Target(string Resource, int Instance = 0)
{
    public static readonly Target Redis = new("redis");
    public static readonly Target RabbitMq = new("rabbitmq");
    public static readonly Target Postgres = new("postgres");

    /// <summary>Every process that turns go through, or that follows them.</summary>
    public static readonly IReadOnlyList<Target> All =
    [
        new("gateway", 0),
        new("gateway", 1),
        new("orchestrator", 0),
        new("orchestrator", 1),
        new("agents"),
        new("guardrails"),
        new("evals"),
        Redis,
        RabbitMq,
        Postgres,
    ];

    /// <summary>How many replicas the resource has.</summary>
    public int Replicas
    {
        get
        {
            var resource = Resource;
            return All.Count(target => target.Resource == resource);
        }
    }

    public override string ToString() => Replicas > 1 ? $"{Resource} {Instance + 1}" : Resource;
}
