using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Services.Messaging.Broker;
using Services.Messaging.Publishing;

namespace Services.Messaging.Consuming;

/// <summary>
/// Consumes one queue until stopped, and connects again, with back-off and jitter, whenever the broker goes away. Every delivery is settled
/// by its handler's <see cref="Disposition"/>; what cannot be settled, because its channel is gone, the broker delivers again.
/// </summary>
public sealed partial class QueueSubscription : IDisposable
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly BrokerTopology _topology;
    private readonly ConfirmedPublisher _publisher;
    private readonly SubscriptionSettings _settings;
    private readonly Func<QueueDelivery, CancellationToken, Task<Disposition>> _handler;
    private readonly MessagingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _reconnecting;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Consumer? _active;

    internal QueueSubscription(
        IConnection connection,
        BrokerTopology topology,
        ConfirmedPublisher publisher,
        SubscriptionSettings settings,
        Func<QueueDelivery, CancellationToken, Task<Disposition>> handler,
        MessagingOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        _connection = connection;
        _topology = topology;
        _publisher = publisher;
        _settings = settings;
        _handler = handler;
        _options = options;
        _time = time;
        _logger = logger;
        _reconnecting = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = int.MaxValue,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.ReconnectDelay,
                    MaxDelay = options.ReconnectDelayLimit,
                    ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } e && BrokerOutage.Is(e)),
                    OnRetry = arguments =>
                    {
                        _topology.Invalidate();
                        LogConnectFailed(
                            arguments.AttemptNumber == 0 ? LogLevel.Warning : LogLevel.Debug,
                            arguments.Outcome.Exception!,
                            _settings.Queue
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    /// <summary>True while deliveries can arrive.</summary>
    public bool IsConsuming => Volatile.Read(ref _active) is not null;

    /// <summary>
    /// Runs until <paramref name="stopping"/>; then takes nothing more, lets handlers finish for <see
    /// cref="MessagingOptions.DrainTimeout"/>, cancels the others, and leaves what they did not settle to the broker.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Activity.Current = null;
        MessagingTelemetry.Watch(_settings.Queue);
        using var processor = new DeliveryProcessor(_settings.Queue, _handler, _publisher, _options, _time, _logger, stopping);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var open = await _reconnecting.ExecuteAsync(async token => await OpenAsync(processor, token), stopping);
                await ConsumeAsync(open, processor, stopping);
                await Task.Delay(_options.ReconnectDelay, _time, stopping);
            }
            catch (Exception e) when (stopping.IsCancellationRequested && (e is OperationCanceledException || BrokerOutage.Is(e)))
            {
                LogStopped(e, _settings.Queue);
            }
        }

        await processor.DrainAsync();
    }

    /// <summary>
    /// Gives up the place as active consumer of a single-active-consumer queue to the one that waits longest, and queues up behind the
    /// others. What was delivered here is still handled here.
    /// </summary>
    public async Task YieldAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_active is not { } current)
            {
                return;
            }

            _active = current with { Tag = await current.StartAsync(cancellationToken) };
            await current.Channel.BasicCancelAsync(current.Tag, cancellationToken: cancellationToken);
            LogYielded(_settings.Queue);
        }
        catch (Exception e) when (BrokerOutage.Is(e))
        {
            // The channel has just been lost, and connecting again queues up behind the others by itself.
            LogYieldFailed(e, _settings.Queue);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Call after <see cref="RunAsync"/> has returned.</summary>
    public void Dispose() => _gate.Dispose();

    /// <summary>Opens a channel and begins to consume on it.</summary>
    private async Task<OpenChannel> OpenAsync(DeliveryProcessor processor, CancellationToken cancellationToken)
    {
        await _topology.EnsureAsync(_connection, cancellationToken);
        var channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, _) => Completed(lost);
            await channel.BasicQosAsync(0, _settings.Prefetch, global: false, cancellationToken);
            var consumer = new Consumer
            {
                Channel = channel,
                Queue = _settings.Declare is null ? _settings.Queue : await _settings.Declare(channel, cancellationToken),
                Received = e => processor.Start(channel, e),
                CancelledByBroker = () => lost.TrySetResult(),
            };
            Volatile.Write(ref _active, consumer with { Tag = await consumer.StartAsync(cancellationToken) });
            LogConsuming(_settings.Queue, _settings.Prefetch);
            return new OpenChannel(channel, lost.Task);
        }
        catch
        {
            await CloseAsync(channel);
            throw;
        }
    }

    /// <summary>Waits until the channel is lost, or stops it.</summary>
    private async Task ConsumeAsync(OpenChannel open, DeliveryProcessor processor, CancellationToken stopping)
    {
        try
        {
            await open.Lost.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                await StopAsync(processor);
            }
            else
            {
                LogLost(_settings.Queue);
            }
        }
        finally
        {
            Volatile.Write(ref _active, null);
            await CloseAsync(open.Channel);
        }
    }

    private async Task StopAsync(DeliveryProcessor processor)
    {
        await _gate.WaitAsync(CancellationToken.None);
        try
        {
            if (_active is { } current)
            {
                await current.Channel.BasicCancelAsync(current.Tag).WaitAsync(CloseTimeout, _time);
            }

            _active = null;
        }
        finally
        {
            _gate.Release();
        }

        await processor.DrainAsync();
    }

    private async Task CloseAsync(IChannel channel)
    {
        try
        {
            await channel.DisposeAsync().AsTask().WaitAsync(CloseTimeout, _time);
        }
        catch (Exception e) when (BrokerOutage.Is(e))
        {
            LogCloseFailed(e, _settings.Queue);
        }
    }

    private static Task Completed(TaskCompletionSource source)
    {
        source.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>A channel that is consumed on.</summary>
    /// <param name="Channel">The channel.</param>
    /// <param name="Lost">Completes when deliveries no longer arrive.</param>
    private sealed record OpenChannel(IChannel Channel, Task Lost);

    private sealed record Consumer
    {
        public required IChannel Channel { get; init; }

        public required string Queue { get; init; }

        public required Action<BasicDeliverEventArgs> Received { get; init; }

        public required Action CancelledByBroker { get; init; }

        public string Tag { get; init; } = "";

        public async Task<string> StartAsync(CancellationToken cancellationToken)
        {
            var consumer = new CancellationAwareConsumer(Channel, CancelledByBroker);
            consumer.ReceivedAsync += (_, e) =>
            {
                Received(e);
                return Task.CompletedTask;
            };
            return await Channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        }
    }

    /// <summary>Also hears when the broker ends the subscription, for example because the queue was deleted.</summary>
    private sealed class CancellationAwareConsumer(IChannel channel, Action cancelled) : AsyncEventingBasicConsumer(channel)
    {
        public override async Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
        {
            await base.HandleBasicCancelAsync(consumerTag, cancellationToken);
            cancelled();
        }
    }

    [LoggerMessage(LogLevel.Information, "Consuming {Queue} with a prefetch of {Prefetch}.")]
    private partial void LogConsuming(string queue, ushort prefetch);

    [LoggerMessage(LogLevel.Warning, "{Queue}: the channel was lost; connecting again.")]
    private partial void LogLost(string queue);

    [LoggerMessage("{Queue}: could not consume; will try again.")]
    private partial void LogConnectFailed(LogLevel level, Exception e, string queue);

    [LoggerMessage(LogLevel.Debug, "{Queue}: no longer consuming.")]
    private partial void LogStopped(Exception e, string queue);

    [LoggerMessage(LogLevel.Debug, "{Queue}: queued up behind the other workers.")]
    private partial void LogYielded(string queue);

    [LoggerMessage(LogLevel.Debug, "{Queue}: could not queue up behind the other workers.")]
    private partial void LogYieldFailed(Exception e, string queue);

    [LoggerMessage(LogLevel.Debug, "{Queue}: closing the channel failed.")]
    private partial void LogCloseFailed(Exception e, string queue);
}
