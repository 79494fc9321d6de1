using Services.Contracts.Topology;
using Services.Messaging.Consuming;
using Services.Messaging.DeadLetters;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Hears of the turns that the broker itself gave up, after which nobody else would tell their users or let their sessions go on. What a
/// worker gave up it has told before it made the dead letter.
/// </summary>
internal sealed class DeadLetterConsumer(
    QueueSubscriptionFactory subscriptions,
    OutageHold outages,
    DeadLetterHandler handler,
    TurnStore turns
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = subscriptions.CreateDeadLetterNotices(HandleAsync);
        await subscription.RunAsync(stoppingToken);
    }

    private async Task<Disposition> HandleAsync(DeadLetter letter, QueueDelivery delivery, CancellationToken cancellationToken) =>
        letter.Exchange == BrokerNames.TurnsExchange
            ? await outages.RunAsync(delivery, token => FailAsync(letter, token), PlatformOutage.Is, cancellationToken)
                ?? Disposition.Requeue
            : Disposition.Ack;

    private async Task<Disposition> FailAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (!QueuedTurn.TryRead(letter.Body, out var turn, out _))
        {
            await handler.ReportUndecodableAsync(letter.Body, cancellationToken);
        }
        else if (await turns.RecordGivenUpAsync(turn, letter.Replays, cancellationToken))
        {
            await handler.FailTurnAsync(turn, cancellationToken);
        }

        return Disposition.Ack;
    }
}
