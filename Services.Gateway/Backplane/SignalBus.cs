using System.Text;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Instances;
using StackExchange.Redis;

namespace Services.Gateway.Backplane;

/// <summary>
/// Carries signals between the gateways. A signal is not kept: who is not subscribed, or cut off from Redis, misses it. Thread-safe;
/// nothing blocks.
/// </summary>
internal sealed partial class SignalBus(
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    IOptions<SessionEventLogOptions> options,
    TimeProvider time,
    ILogger<SignalBus> logger
)
{
    private readonly byte[] _origin = Encoding.UTF8.GetBytes(instance.Id);

    /// <summary>Tells the other gateways that have a member of the session.</summary>
    public void Publish(SessionId session, SignalKind kind, string argument, ReadOnlySpan<byte> payload)
    {
        var channel = new RedisChannel(RedisKeys.Signals(session), RedisChannel.PatternMode.Literal);
        try
        {
            redis.GetSubscriber().Publish(channel, SignalFrame.Write(kind, instance.Id, argument, payload), CommandFlags.FireAndForget);
        }
        catch (RedisConnectionException failure)
        {
            LogLost(kind, failure.Message);
        }
    }

    /// <summary>
    /// Calls the handler for each signal from now on, in order, until disposed; not for those that this gateway sent itself.
    /// </summary>
    public async Task<IAsyncDisposable> SubscribeAsync(SessionId session, Action<Signal> handler, CancellationToken cancellationToken)
    {
        var channel = new RedisChannel(RedisKeys.Signals(session), RedisChannel.PatternMode.Literal);
        ChannelMessageQueue messages;
        try
        {
            messages = await redis.GetSubscriber().SubscribeAsync(channel).WaitAsync(options.Value.Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (failure is TimeoutException or RedisConnectionException)
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {failure.Message}", failure);
        }

        messages.OnMessage(published =>
        {
            byte[]? frame = published.Message;
            if (!SignalFrame.IsFrom(frame, _origin) && SignalFrame.Read(frame) is { } signal)
            {
                Handle(handler, signal);
            }
        });
        return new Subscription(this, messages);
    }

    private void Handle(Action<Signal> handler, Signal signal)
    {
        try
        {
            handler(signal);
        }
        catch (Exception failure)
        {
            LogHandlerFailed(failure, signal.Kind);
        }
    }

    private async ValueTask UnsubscribeAsync(ChannelMessageQueue messages)
    {
        try
        {
            await messages.UnsubscribeAsync().WaitAsync(options.Value.Timeout, time);
        }
        catch (Exception failure) when (failure is TimeoutException or RedisException or ObjectDisposedException)
        {
            LogUnsubscribeFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A {Kind} signal was lost: {Cause}")]
    private partial void LogLost(SignalKind kind, string cause);

    [LoggerMessage(LogLevel.Error, "The handler of a {Kind} signal failed.")]
    private partial void LogHandlerFailed(Exception failure, SignalKind kind);

    [LoggerMessage(LogLevel.Debug, "Unsubscribing from a session's signals failed.")]
    private partial void LogUnsubscribeFailed(Exception failure);

    private sealed class Subscription(SignalBus bus, ChannelMessageQueue messages) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => bus.UnsubscribeAsync(messages);
    }
}
