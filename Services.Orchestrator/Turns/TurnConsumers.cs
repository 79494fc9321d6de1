using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Services.Contracts.Topology;
using Services.Messaging.Consuming;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Subscribes to every partition, so that each always has somebody in queue, and steps back from those that the plan gives to another: the
/// broker lets one consumer at a time have a queue, and when that one dies the next in line has it at once.
/// </summary>
internal sealed partial class TurnConsumers : BackgroundService, IHealthCheck
{
    private readonly QueueSubscription[] _subscriptions;
    private readonly bool[] _delivered = new bool[BrokerNames.TurnPartitions];
    private readonly WorkerMembership _membership;
    private readonly TurnWorker _worker;
    private readonly WorkerDrain _drain;
    private readonly TurnOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TurnConsumers> _logger;

    public TurnConsumers(
        QueueSubscriptionFactory factory,
        TurnWorker worker,
        WorkerMembership membership,
        WorkerDrain drain,
        IOptions<TurnOptions> options,
        TimeProvider time,
        ILogger<TurnConsumers> logger
    )
    {
        _worker = worker;
        _membership = membership;
        _drain = drain;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _subscriptions =
        [
            .. Enumerable
                .Range(0, BrokerNames.TurnPartitions)
                .Select(partition =>
                    factory.Create(
                        new SubscriptionSettings { Queue = BrokerNames.TurnQueue(partition), Prefetch = _options.Prefetch },
                        (delivery, cancellationToken) =>
                        {
                            Volatile.Write(ref _delivered[partition], true);
                            return _worker.HandleAsync(delivery, cancellationToken);
                        }
                    )
                ),
        ];
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_drain.IsRequested)
        {
            return Task.FromResult(HealthCheckResult.Healthy("Drained by an operator: it takes no turns."));
        }

        var consuming = _subscriptions.Count(subscription => subscription.IsConsuming);
        return Task.FromResult(
            consuming == _subscriptions.Length
                ? HealthCheckResult.Healthy()
                : new HealthCheckResult(
                    context.Registration.FailureStatus,
                    $"{consuming} of {_subscriptions.Length} turn queues are being consumed."
                )
        );
    }

    public override void Dispose()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Dispose();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            using (var taking = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _drain.Requested))
            {
                await TakeTurnsAsync(taking.Token);
            }

            await _drain.CompleteAsync(stoppingToken);
        }
    }

    /// <summary>Takes turns until stopped; returns when the last one that ran has ended.</summary>
    private async Task TakeTurnsAsync(CancellationToken stoppingToken)
    {
        var running = _subscriptions.Select(subscription => subscription.RunAsync(stoppingToken)).ToList();
        try
        {
            // In line first, known second: who steps back for this worker must find it there.
            while (!_subscriptions.All(subscription => subscription.IsConsuming))
            {
                await Task.Delay(_options.Heartbeat / 10, _time, stoppingToken);
            }

            await BalanceAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The subscriptions end by the same token, below.
        }

        await _membership.LeaveAsync();
        await Task.WhenAll(running);
    }

    private async Task BalanceAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<string> plan = [];
        using var timer = new PeriodicTimer(_options.Heartbeat, _time);
        do
        {
            var members = await _membership.HeartbeatAsync(stoppingToken);
            var next = PartitionPlan.Assign(BrokerNames.TurnPartitions, members);
            if (!next.SequenceEqual(plan))
            {
                LogPlan(members.Count, next.Count(owner => owner == _membership.Self));
            }

            for (var partition = 0; partition < next.Count; partition++)
            {
                var isNew = partition >= plan.Count || plan[partition] != next[partition];
                // Deliveries say that this worker is first in queue, whatever brought it there.
                var isFirst = Interlocked.Exchange(ref _delivered[partition], false);
                if (next[partition] != _membership.Self && (isNew || isFirst))
                {
                    await _subscriptions[partition].YieldAsync(stoppingToken);
                }
            }

            plan = next;
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "{Workers} workers live; {Partitions} partitions are this one's.")]
    private partial void LogPlan(int workers, int partitions);
}
