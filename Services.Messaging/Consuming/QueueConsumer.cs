using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Messaging.Broker;

namespace Services.Messaging.Consuming;

/// <summary>
/// Consumes one queue of JSON messages for the life of the service. A message is acknowledged once <see cref="HandleAsync"/> returns; an
/// outage is waited for (<see cref="OutageHold"/>); when it throws otherwise, the message comes again after a wait, and after <see
/// cref="MessagingOptions.MaxAttempts"/> it is a dead letter, as is at once what cannot be decoded. Handlers must be idempotent: a message
/// may come again although it was handled.
/// </summary>
public abstract partial class QueueConsumer<TMessage>(
    QueueSubscriptionFactory subscriptions,
    OutageHold outages,
    SubscriptionSettings settings,
    JsonTypeInfo<TMessage> json,
    IOptions<MessagingOptions> options,
    TimeProvider time,
    ILogger logger
) : BackgroundService
    where TMessage : class
{
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(1);
    private QueueSubscription? _subscription;

    /// <summary>True while deliveries can arrive; for the health check.</summary>
    public bool IsConsuming => Volatile.Read(ref _subscription) is { IsConsuming: true };

    /// <summary>Handles one message; runs beside others, up to the prefetch. The current activity is the consumer's span.</summary>
    protected abstract Task HandleAsync(TMessage message, CancellationToken cancellationToken);

    /// <summary>Whether what <see cref="HandleAsync"/> threw tells of a store or the broker, and not of the message.</summary>
    protected abstract bool IsOutage(Exception exception);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var running = subscriptions.Create(settings, DispatchAsync);
        Volatile.Write(ref _subscription, running);
        await running.RunAsync(stoppingToken);
    }

    private async Task<Disposition> DispatchAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        TMessage message;
        try
        {
            message = JsonSerializer.Deserialize(delivery.Body.Span, json) ?? throw new JsonException("The message is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return Disposition.DeadLetter($"The message cannot be decoded: {e.Message}", delivery.Attempt);
        }

        try
        {
            return await outages.RunAsync(delivery, token => AcknowledgeAsync(message, token), IsOutage, cancellationToken)
                ?? Disposition.Requeue;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(e, settings.Queue, delivery.MessageId, delivery.Attempt);
            if (delivery.Attempt >= options.Value.MaxAttempts)
            {
                return Disposition.DeadLetter($"{e.GetType().Name}: {e.Message}", delivery.Attempt);
            }

            var wait = RequeueDelay.After(delivery.Attempt, options.Value.RetryDelay, LongestRetryDelay);
            await Task.Delay(wait, time, delivery.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Disposition.Requeue;
        }
    }

    private async Task<Disposition> AcknowledgeAsync(TMessage message, CancellationToken cancellationToken)
    {
        await HandleAsync(message, cancellationToken);
        return Disposition.Ack;
    }

    [LoggerMessage(LogLevel.Warning, "Handling message {MessageId} of {Queue} failed, attempt {Attempt}.")]
    private partial void LogFailed(Exception e, string queue, string? messageId, int attempt);
}
