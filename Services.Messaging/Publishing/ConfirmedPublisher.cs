using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using Services.Messaging.Broker;

namespace Services.Messaging.Publishing;

/// <summary>
/// Publishes over a fixed number of channels, one message at a time on each, and waits for the confirm. A channel that failed is
/// thrown away, and opened again by the next message that gets its place.
/// </summary>
internal sealed class ConfirmedPublisher : IAsyncDisposable
{
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly IConnection _connection;
    private readonly BrokerTopology _topology;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly Channel<IChannel?> _slots;

    public ConfirmedPublisher(IConnection connection, BrokerTopology topology, IOptions<MessagingOptions> options, TimeProvider time)
    {
        _connection = connection;
        _topology = topology;
        _time = time;
        _timeout = options.Value.PublishTimeout;
        _slots = Channel.CreateBounded<IChannel?>(options.Value.PublishChannels);
        for (var i = 0; i < options.Value.PublishChannels; i++)
        {
            _slots.Writer.TryWrite(null);
        }
    }

    /// <summary>Completes once the broker has confirmed the message.</summary>
    /// <exception cref="PublishFailedException">There was no confirm.</exception>
    public async Task PublishAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        using var activity = MessagingTelemetry.StartPublish(message.Exchange, message.RoutingKey, message.MessageId, message.Body.Length);
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await PublishOnceAsync(message, either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(
                activity,
                $"The broker did not confirm a message to '{message.Exchange}' within {_timeout.TotalSeconds:0.#} s.",
                e
            );
        }
        catch (Exception e) when (BrokerOutage.Is(e))
        {
            _topology.Invalidate();
            throw Failed(activity, $"The broker did not take a message to '{message.Exchange}': {e.Message}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _slots.Writer.TryComplete();
        while (_slots.Reader.TryRead(out var channel))
        {
            if (channel is not null)
            {
                await channel.DisposeAsync();
            }
        }
    }

    private async Task PublishOnceAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var channel = await _slots.Reader.ReadAsync(cancellationToken);
        var confirmed = false;
        try
        {
            if (channel is not { IsOpen: true })
            {
                await DiscardAsync(channel);
                channel = null;
                await _topology.EnsureAsync(_connection, cancellationToken);
                channel = await _connection.CreateChannelAsync(Confirmed, cancellationToken);
            }

            await channel.BasicPublishAsync(
                message.Exchange,
                message.RoutingKey,
                message.Mandatory,
                Properties(message),
                message.Body,
                cancellationToken
            );
            confirmed = true;
        }
        finally
        {
            if (!confirmed)
            {
                await DiscardAsync(channel);
                channel = null;
            }

            if (!_slots.Writer.TryWrite(channel))
            {
                await DiscardAsync(channel);
            }
        }
    }

    private BasicProperties Properties(OutgoingMessage message)
    {
        var headers = new Dictionary<string, object?>(message.Headers);
        MessagingTelemetry.Inject(headers);
        return new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = message.MessageId,
            Timestamp = new AmqpTimestamp(_time.GetUtcNow().ToUnixTimeSeconds()),
            Headers = headers,
        };
    }

    private static async ValueTask DiscardAsync(IChannel? channel)
    {
        if (channel is null)
        {
            return;
        }

        try
        {
            await channel.DisposeAsync().AsTask().WaitAsync(CloseTimeout);
        }
        catch (Exception e) when (BrokerOutage.Is(e))
        {
            // It was broken already, which is why it is thrown away.
        }
    }

    private static PublishFailedException Failed(Activity? activity, string message, Exception exception)
    {
        MessagingTelemetry.Fail(activity, exception);
        return new PublishFailedException(message, exception);
    }
}
