using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Services.Contracts.Topology;
using Services.Messaging.Broker;
using Services.Messaging.DeadLetters;
using Services.Messaging.Publishing;

namespace Services.Messaging.Consuming;

/// <summary>Runs the handler for each delivery of one subscription and settles the delivery by what it says. Thread safe.</summary>
internal sealed partial class DeliveryProcessor(
    string queue,
    Func<QueueDelivery, CancellationToken, Task<Disposition>> handler,
    ConfirmedPublisher publisher,
    MessagingOptions options,
    TimeProvider time,
    ILogger logger,
    CancellationToken stopping
) : IDisposable
{
    private const string DeliveryCount = "x-delivery-count";

    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly CancellationTokenSource _abandon = new();
    private long _started;

    /// <summary>Starts the handler up to its first await, so that handlers begin in the order of delivery.</summary>
    public void Start(IChannel channel, BasicDeliverEventArgs e)
    {
        var headers = e.BasicProperties.Headers;
        var delivery = new QueueDelivery
        {
            Queue = queue,
            RoutingKey = e.RoutingKey,
            MessageId = e.BasicProperties.MessageId,
            Body = e.Body.ToArray(),
            Headers = headers ?? new Dictionary<string, object?>(),
            Attempt = 1 + Math.Max(RequeueCount(headers), e.Redelivered ? 1 : 0),
            Stopping = stopping,
        };
        if (delivery.Attempt > 1)
        {
            MessagingTelemetry.Redeliveries.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", queue));
        }

        var key = Interlocked.Increment(ref _started);
        var task = TrackAsync(key, ProcessAsync(channel, e, delivery));
        _running[key] = task;
        if (task.IsCompleted)
        {
            // It removed itself before it stood there.
            _running.TryRemove(key, out _);
        }
    }

    /// <summary>Lets running handlers finish for a while, then cancels them and waits for their end.</summary>
    public async Task DrainAsync()
    {
        var all = Task.WhenAll(_running.Values);
        await all.WaitAsync(options.DrainTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (all.IsCompleted)
        {
            return;
        }

        LogAbandoning(queue, _running.Count);
        await _abandon.CancelAsync();
        await all.WaitAsync(options.DrainTimeout, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _abandon.Dispose();

    private async Task TrackAsync(long key, Task processing)
    {
        try
        {
            await processing;
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }

    private async Task ProcessAsync(IChannel channel, BasicDeliverEventArgs e, QueueDelivery delivery)
    {
        using var activity = MessagingTelemetry.StartProcess(queue, e.RoutingKey, e.BasicProperties, delivery.Body.Length);
        try
        {
            var disposition = await RunAsync(delivery, exception => MessagingTelemetry.Fail(activity, exception));
            if (disposition is not null)
            {
                await SettleAsync(channel, e, delivery, disposition);
            }
        }
        catch (Exception exception) when (BrokerOutage.Is(exception) || exception is PublishFailedException or OperationCanceledException)
        {
            // The message stays unacknowledged, so the broker delivers it again.
            MessagingTelemetry.Fail(activity, exception);
            LogNotSettled(exception, queue, delivery.MessageId);
        }
    }

    private async Task<Disposition?> RunAsync(QueueDelivery delivery, Action<Exception> failed)
    {
        try
        {
            return await handler(delivery, _abandon.Token);
        }
        catch (OperationCanceledException) when (_abandon.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            failed(exception);
            LogHandlerFailed(exception, queue, delivery.MessageId, delivery.Attempt);
            var wait = RequeueDelay.After(delivery.Attempt, options.RetryDelay, LongestRetryDelay);
            await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Disposition.Requeue;
        }
    }

    private async Task SettleAsync(IChannel channel, BasicDeliverEventArgs e, QueueDelivery delivery, Disposition disposition)
    {
        switch (disposition)
        {
            case Disposition.Requeued:
                await channel.BasicNackAsync(e.DeliveryTag, multiple: false, requeue: true);
                return;
            case Disposition.DeadLettered letter:
                await MakeDeadLetterAsync(e, delivery, letter);
                break;
        }

        await channel.BasicAckAsync(e.DeliveryTag, multiple: false);
    }

    /// <summary>
    /// Until the broker has the letter: what is left unsettled would come again only to the next consumer, and be in nobody's list until
    /// then.
    /// </summary>
    private async Task MakeDeadLetterAsync(BasicDeliverEventArgs e, QueueDelivery delivery, Disposition.DeadLettered letter)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PublishDeadLetterAsync(e, delivery, letter);
                break;
            }
            catch (PublishFailedException failure)
            {
                LogNoDeadLetter(failure, queue, delivery.MessageId);
                await Task.Delay(RequeueDelay.After(attempt, options.RetryDelay, LongestRetryDelay), time, _abandon.Token);
            }
        }

        if (letter.Then is { } then)
        {
            await then(_abandon.Token);
        }
    }

    private async Task PublishDeadLetterAsync(BasicDeliverEventArgs e, QueueDelivery delivery, Disposition.DeadLettered letter)
    {
        var headers = new Dictionary<string, object?>(e.BasicProperties.Headers ?? new Dictionary<string, object?>())
        {
            [BrokerNames.CauseHeader] = letter.Cause,
            [BrokerNames.AttemptsHeader] = letter.Attempts,
            [DeadLetterHeaders.Exchange] = e.Exchange,
            [DeadLetterHeaders.RoutingKey] = e.RoutingKey,
            [DeadLetterHeaders.Queue] = queue,
        };
        await publisher.PublishAsync(
            new OutgoingMessage
            {
                Exchange = BrokerNames.DeadLetterExchange,
                RoutingKey = e.RoutingKey,
                MessageId = delivery.MessageId ?? Guid.CreateVersion7().ToString(),
                Body = delivery.Body,
                Headers = headers,
            },
            CancellationToken.None
        );
        MessagingTelemetry.DeadLetters.Add(1, new KeyValuePair<string, object?>("messaging.destination.name", queue));
        LogDeadLettered(queue, delivery.MessageId, letter.Cause, letter.Attempts);
    }

    /// <summary>Quorum queues count in the header how often a message came back to them.</summary>
    private static int RequeueCount(IDictionary<string, object?>? headers) =>
        headers is not null && headers.TryGetValue(DeliveryCount, out var value) && value is not null
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : 0;

    [LoggerMessage(LogLevel.Error, "The handler of {Queue} failed on message {MessageId}, attempt {Attempt}.")]
    private partial void LogHandlerFailed(Exception e, string queue, string? messageId, int attempt);

    [LoggerMessage(LogLevel.Warning, "Message {MessageId} of {Queue} was handled but could not be settled; it will come again.")]
    private partial void LogNotSettled(Exception e, string queue, string? messageId);

    [LoggerMessage(LogLevel.Warning, "Message {MessageId} of {Queue} cannot be put aside as a dead letter yet; it is tried again.")]
    private partial void LogNoDeadLetter(Exception e, string queue, string? messageId);

    [LoggerMessage(LogLevel.Error, "Message {MessageId} of {Queue} became a dead letter after {Attempts} attempts: {Cause}")]
    private partial void LogDeadLettered(string queue, string? messageId, string cause, int attempts);

    [LoggerMessage(LogLevel.Warning, "{Queue}: {Count} handlers did not finish in time and are cancelled; their messages go back.")]
    private partial void LogAbandoning(string queue, int count);
}
