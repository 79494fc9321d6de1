using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Services.Contracts.Topology;
using Services.Messaging.Consuming;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Subscribes to every partition, so that each always has somebody in line, and steps back from those that the plan gives to another: the
/// broker lets one consumer at a time have a queue, and when that one dies the next in line has it at once.
/// </summary>
internal sealed partial class TurnConsumers : BackgroundService, IHealthCheck
{
    private readonly QueueSubscription[] subscriptions;
    private readonly bool[] delivered = new bool[BrokerNames.TurnPartitions];
    private readonly WorkerMembership membership;
    private readonly TurnWorker worker;
    private readonly TurnOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<TurnConsumers> logger;

    public TurnConsumers(
        QueueSubscriptions factory, TurnWorker worker, WorkerMembership membership, IOptions<TurnOptions> options, TimeProvider time,
        ILogger<TurnConsumers> logger)
    {
        this.worker = worker;
        this.membership = membership;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
        subscriptions = [.. Enumerable.Range(0, BrokerNames.TurnPartitions).Select(partition => factory.Create(
            new SubscriptionSettings { Queue = BrokerNames.TurnQueue(partition), Prefetch = this.options.Prefetch },
            (delivery, cancellationToken) =>
            {
                Volatile.Write(ref delivered[partition], true);
                return this.worker.HandleAsync(delivery, cancellationToken);
            }))];
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var consuming = subscriptions.Count(subscription => subscription.IsConsuming);
        return Task.FromResult(consuming == subscriptions.Length
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"{consuming} of {subscriptions.Length} turn queues are being consumed."));
    }

    public override void Dispose()
    {
        foreach (var subscription in subscriptions) subscription.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = subscriptions.Select(subscription => subscription.RunAsync(stoppingToken)).ToList();
        try
        {
            // In line first, known second: who steps back for this worker must find it there.
            while (!subscriptions.All(subscription => subscription.IsConsuming)) await Task.Delay(options.Heartbeat / 10, time, stoppingToken);
            await BalanceAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The subscriptions end by the same token, below.
        }

        await membership.LeaveAsync();
        await Task.WhenAll(running);
    }

    private async Task BalanceAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<string> plan = [];
        using var timer = new PeriodicTimer(options.Heartbeat, time);
        do
        {
            var members = await membership.BeatAsync(stoppingToken);
            var next = PartitionPlan.Assign(BrokerNames.TurnPartitions, members);
            if (!next.SequenceEqual(plan)) LogPlan(members.Count, next.Count(owner => owner == membership.Self));
            for (var partition = 0; partition < next.Count; partition++)
            {
                var isNew = partition >= plan.Count || plan[partition] != next[partition];
                // Deliveries say that this worker is first in line, whatever brought it there.
                var isFirst = Interlocked.Exchange(ref delivered[partition], false);
                if (next[partition] != membership.Self && (isNew || isFirst)) await subscriptions[partition].RotateAsync(stoppingToken);
            }

            plan = next;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "{Workers} workers live; {Partitions} partitions are this one's.")]
    private partial void LogPlan(int workers, int partitions);
}
