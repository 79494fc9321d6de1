namespace Chaos.Faults;

/// <summary>Chooses what goes wrong next, by the run's seed: mostly kills, one or two at a time.</summary>
internal sealed class FaultPlan(Random random)
{
    private const double Kills = 0.85;
    private const double Pairs = 0.6;

    private static readonly Target[] Stores = [Target.Redis, Target.RabbitMq, Target.Postgres];

    // Each process in turn, in an order of chance, so that none is forgotten; and each store once more, which can do worse than die.
    private readonly Queue<(Target Target, bool MayDie)> _targets = new();

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
            var round = Target.All.Select(target => (target, MayDie: true)).Concat(Stores.Select(store => (store, MayDie: false)));
            foreach (var next in round.OrderBy(_ => random.Next()).ToList())
            {
                _targets.Enqueue(next);
            }
        }

        var (target, mayDie) = _targets.Dequeue();
        return mayDie && random.NextDouble() < Kills ? new Kill(target) : Other(target);
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
