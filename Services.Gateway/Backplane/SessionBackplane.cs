using System.Text;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Instances;
using StackExchange.Redis;

namespace Services.Gateway.Backplane;

/// <summary>
/// Carries messages between the gateways. A message is not kept: who is not subscribed, or cut off from Redis, misses it. Thread-safe;
/// nothing blocks.
/// </summary>
internal sealed partial class SessionBackplane(
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    IOptions<SessionEventLogOptions> options,
    TimeProvider time,
    ILogger<SessionBackplane> logger
)
{
    private readonly byte[] _origin = Encoding.UTF8.GetBytes(instance.Id);

    /// <summary>Tells the other gateways that have a member of the session.</summary>
    public void Publish(SessionId session, BackplaneMessageKind kind, string argument, ReadOnlySpan<byte> payload)
    {
        var channel = new RedisChannel(RedisKeys.Signals(session), RedisChannel.PatternMode.Literal);
        try
        {
            redis.GetSubscriber().Publish(channel, BackplaneFrame.Write(kind, instance.Id, argument, payload), CommandFlags.FireAndForget);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogLost(kind, failure.Message);
        }
    }

    /// <summary>
    /// Calls the handler for each message from now on, in order, until disposed; not for those that this gateway sent itself.
    /// </summary>
    public async Task<IAsyncDisposable> SubscribeAsync(
        SessionId session,
        Action<BackplaneMessage> handler,
        CancellationToken cancellationToken
    )
    {
        var channel = new RedisChannel(RedisKeys.Signals(session), RedisChannel.PatternMode.Literal);
        ChannelMessageQueue messages;
        try
        {
            messages = await redis.GetSubscriber().SubscribeAsync(channel).WaitAsync(options.Value.Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {failure.Message}", failure);
        }

        messages.OnMessage(published =>
        {
            byte[]? frame = published.Message;
            if (!BackplaneFrame.IsFrom(frame, _origin) && BackplaneFrame.Read(frame) is { } message)
            {
                Handle(handler, message);
            }
        });
        return new ChannelSubscription(this, messages);
    }

    private void Handle(Action<BackplaneMessage> handler, BackplaneMessage message)
    {
        try
        {
            handler(message);
        }
        catch (Exception failure)
        {
            LogHandlerFailed(failure, message.Kind);
        }
    }

    private async ValueTask UnsubscribeAsync(ChannelMessageQueue messages)
    {
        try
        {
            await messages.UnsubscribeAsync().WaitAsync(options.Value.Timeout, time);
        }
        catch (Exception failure) when (failure is ObjectDisposedException || RedisOutage.Is(failure))
        {
            LogUnsubscribeFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A {Kind} message to the other gateways was lost: {Cause}")]
    private partial void LogLost(BackplaneMessageKind kind, string cause);

    [LoggerMessage(LogLevel.Error, "The handler of a {Kind} message of another gateway failed.")]
    private partial void LogHandlerFailed(Exception failure, BackplaneMessageKind kind);

    [LoggerMessage(LogLevel.Debug, "Unsubscribing from a session's backplane channel failed.")]
    private partial void LogUnsubscribeFailed(Exception failure);

    private sealed class ChannelSubscription(SessionBackplane backplane, ChannelMessageQueue messages) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => backplane.UnsubscribeAsync(messages);
    }
}
