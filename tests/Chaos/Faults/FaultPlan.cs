namespace Chaos.Faults;

/// <summary>Chooses what goes wrong next, by the run's seed: mostly kills, one or two at a time.</summary>
internal sealed class FaultPlan(Random random)
{
    private const double Kills = 0.78;
    private const double Pairs = 0.5;

    // Each process in turn, in an order of chance: none is forgotten.
    private readonly Queue<Target> _targets = new();

    /// <summary>One fault, or two of different processes.</summary>
    public IReadOnlyList<Fault> Next()
    {
        var first = Choose();
        if (random.NextDouble() >= Pairs)
        {
            return [first];
        }

        var second = Choose();
        return second.Target == first.Target ? [first] : [first, second];
    }

    private Fault Choose()
    {
        if (_targets.Count == 0)
        {
            foreach (var target in Target.All.OrderBy(_ => random.Next()).ToList())
            {
                _targets.Enqueue(target);
            }
        }

        var next = _targets.Dequeue();
        return random.NextDouble() < Kills ? new Kill(next) : Other(next);
    }

    private Fault Other(Target target) =>
        (target.Resource, random.Next(6)) switch
        {
            (_, 0) => new Pause(target, Seconds(1, 12)),
            (_, 1) => new Slow(target, Seconds(3, 8)),
            ("postgres", 2 or 3) => new RowLock(Seconds(4, 12)),
            ("postgres", 4) => new ReadOnly(Seconds(3, 12)),
            ("postgres", _) => new PostgresRefusal(Seconds(2, 8)),
            ("redis", 2 or 3) => new RedisFull(Seconds(3, 12)),
            ("redis", 4) => new RedisSilence(Seconds(2, 8)),
            ("redis", _) => new RedisRefusal(Seconds(2, 8)),
            ("rabbitmq", 2 or 3) => new BrokerFull(Seconds(3, 10)),
            ("rabbitmq", _) => new BrokerRefusal(Seconds(2, 8)),
            _ => new Pause(target, Seconds(1, 12)),
        };

    private TimeSpan Seconds(int least, int most) => TimeSpan.FromSeconds(least + (random.NextDouble() * (most - least)));
}
