using System.Diagnostics;
using System.Globalization;
using Chaos.Audit;
using Chaos.Faults;
using Chaos.Reporting;
using StackExchange.Redis;
using Switchboard.Testing.OfficialClient;

namespace Chaos.Running;

/// <summary>Some time of faults among customers, then calm, and the audit of all that was said and done.</summary>
internal sealed class Episode(PlatformUnderFire platform, OfficialClients clients, IReadOnlyList<DemoCustomer> customers, Settings settings)
{
    private readonly Shop _shop = new(platform.Database);
    private readonly List<FaultResult> _faults = [];
    private readonly List<Conversation> _probed = [];
    private readonly List<Finding> _findings = [];
    private readonly Stopwatch _clock = new();

    public async Task<EpisodeResult> RunAsync(int number, TimeSpan duration, CancellationToken cancellationToken)
    {
        var at = TimeProvider.System.GetUtcNow();
        var deadBefore = await platform.Broker.CountDeadLettersAsync(cancellationToken);
        _clock.Start();
        await using var crowd = new Crowd(platform, clients, _shop, customers, settings.Seed + number);
        var over = false;
        var conversing = crowd.ConverseAsync(settings.Customers, () => Volatile.Read(ref over), cancellationToken);
        var plan = new FaultPlan(new Random(settings.Seed + (number * 104_729)));
        var thinking = new Random(settings.Seed + (number * 1_299_709));
        while (_clock.Elapsed < duration)
        {
            await Task.Delay(thinking.Next(300, 2_000), cancellationToken);
            await StrikeAsync(plan.Next(), cancellationToken);
        }

        Volatile.Write(ref over, true);
        await conversing;
        var result = await AuditAsync(crowd, deadBefore, cancellationToken);
        foreach (var probed in _probed)
        {
            await probed.DisposeAsync();
        }

        return result with
        {
            At = at,
            Episode = number,
        };
    }

    private async Task StrikeAsync(IReadOnlyList<Fault> faults, CancellationToken cancellationToken)
    {
        var probes = await Probes.OpenAsync(platform, customers[^1], cancellationToken);
        _probed.AddRange(probes.Conversations);
        var at = _clock.Elapsed.TotalSeconds;
        var killed = faults.OfType<Kill>().ToDictionary(kill => kill.Target, kill => platform.ProcessOf(kill.Target) ?? 0);
        var what = string.Join(" + ", faults);
        Console.Write($"  {at.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(6)} s  {what.PadRight(58)}");
        await Task.WhenAll(faults.Select(fault => StrikeAsync(fault, cancellationToken)));
        var recovery = await probes.MeasureAsync(cancellationToken);
        Console.WriteLine(recovery is { } time ? $" good again after {time.TotalSeconds:0.0} s" : " NOT good again");
        if (recovery is null)
        {
            _findings.Add(new(FindingKind.Unavailable, "", $"No good turn after {what}."));
        }

        _faults.AddRange(
            faults.Select(fault => new FaultResult(
                Math.Round(at, 1),
                fault.Kind,
                fault.Target.ToString(),
                Math.Round(fault.Duration.TotalSeconds, 1),
                faults.Count == 1,
                recovery is { } good ? Math.Round(good.TotalSeconds, 2) : null
            ))
        );
        foreach (var missing in await platform.WaitForAllAsync(killed, cancellationToken))
        {
            _findings.Add(new(FindingKind.Unavailable, "", $"{missing} was not started again."));
        }
    }

    private async Task StrikeAsync(Fault fault, CancellationToken cancellationToken)
    {
        try
        {
            await fault.StrikeAsync(platform, cancellationToken);
        }
        catch (Exception missed) when (missed is Npgsql.NpgsqlException or RedisException or TimeoutException or IOException)
        {
            // Its process is down for another fault's sake.
            Console.Write($" ({fault.Kind} {fault.Target} missed: {missed.Message})");
        }
    }

    private async Task<EpisodeResult> AuditAsync(Crowd crowd, uint deadBefore, CancellationToken cancellationToken)
    {
        await platform.WaitForHealthAsync("gateway", cancellationToken);
        await platform.WaitForHealthAsync("orchestrator", cancellationToken);
        await using var redis = await platform.ConnectRedisAsync();
        var stores = new Stores(platform, _shop, redis);
        var records = new List<SessionRecord>();
        foreach (var conversation in crowd.Conversations.Concat(_probed))
        {
            // A connection of before the last fault says only now that its server is gone.
            SessionRecord? record = null;
            await platform.InsistAsync(async () => record = await stores.ReadAsync(conversation, cancellationToken));
            if (record is not null)
            {
                records.Add(record);
                _findings.AddRange(SessionAudit.Of(record));
            }
        }

        if (await platform.Broker.CountDeadLettersAsync(cancellationToken) is var dead && dead != deadBefore)
        {
            _findings.Add(new(FindingKind.DeadLetter, "", $"{(long)dead - deadBefore} dead letters."));
        }

        if (crowd.Failures.Count > 0)
        {
            throw new InvalidOperationException($"Customers failed:\n{string.Join('\n', crowd.Failures)}");
        }

        await Evidence.KeepAsync(settings.Evidence, records, _findings, cancellationToken);
        var replies = records.SelectMany(record =>
            record.Accepted.Select(a => record.Log.FirstOrDefault(s => s.IsEnding && s.MessageId == a.ReplyId))
        );
        return new EpisodeResult
        {
            Commit = settings.Commit,
            At = default,
            Seed = settings.Seed,
            Episode = 0,
            Seconds = Math.Round(_clock.Elapsed.TotalSeconds, 1),
            Faults = _faults,
            Accepted = records.Sum(record => record.Accepted.Count),
            Endings = replies
                .OfType<Seen>()
                .GroupBy(seen => seen.IsInterrupted ? "interrupted" : seen.Name)
                .ToDictionary(group => group.Key, group => group.Count()),
            Refused = crowd.Conversations.Concat(_probed).Sum(conversation => conversation.Refused),
            Sessions = records.Count,
            Agreed = records.SelectMany(record => record.Wishes).Count(wish => wish.IsAgreed),
            Done = records.SelectMany(record => record.Wishes).Count(wish => wish.IsDone),
            Pieces = records.SelectMany(record => record.Views).Sum(view => view.Events.Count(seen => seen.Name == "message:chunk")),
            Findings = _findings,
            MemoryMiB = Memory.Read(platform),
            TablesKiB = await stores.TablesAsync(cancellationToken),
        };
    }
}
