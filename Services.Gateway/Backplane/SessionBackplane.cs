using System.Text;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Instances;
using StackExchange.Redis;

namespace Services.Gateway.Backplane;

/// <summary>
/// Carries messages between the gateways, over a few channels that all of them listen to: what is seldom said does not cost each session
/// a channel of its own. A message is not kept: who is cut off from Redis misses it. Thread-safe; nothing blocks.
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
    private readonly Lock _gate = new();
    private readonly Task[] _lanes = new Task[RedisKeys.SignalLanes];
    private IBackplaneReceiver? _receiver;
    private bool _isListening;

    /// <summary>Names who knows the members. Once, before <see cref="ListenAsync"/>.</summary>
    public void Attach(IBackplaneReceiver receiver) => _receiver = receiver;

    /// <summary>Tells the other gateways that have a member of the session.</summary>
    public void Publish(SessionId session, BackplaneMessageKind kind, string argument, ReadOnlySpan<byte> payload)
    {
        var channel = RedisChannel.Literal(RedisKeys.Signals(session));
        try
        {
            redis
                .GetSubscriber()
                .Publish(channel, BackplaneFrame.Write(instance.Id, session, kind, argument, payload), CommandFlags.FireAndForget);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogLost(kind, failure.Message);
        }
    }

    /// <summary>
    /// Completes once every message from now on arrives. The first caller begins; what Redis did not confirm, the next caller tries again.
    /// </summary>
    public ValueTask ListenAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _isListening) ? ValueTask.CompletedTask : new ValueTask(WhenListening(cancellationToken));

    private async Task WhenListening(CancellationToken cancellationToken)
    {
        Task all;
        lock (_gate)
        {
            for (var lane = 0; lane < _lanes.Length; lane++)
            {
                if (_lanes[lane] is null or { IsFaulted: true } or { IsCanceled: true })
                {
                    _lanes[lane] = SubscribeAsync(lane);
                }
            }

            all = Task.WhenAll(_lanes);
        }

        try
        {
            await all.WaitAsync(options.Value.Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            throw new EventLogUnavailableException($"Redis did not confirm the subscription: {failure.Message}", failure);
        }

        Volatile.Write(ref _isListening, true);
    }

    private async Task SubscribeAsync(int lane)
    {
        // The queue hands its messages on one after the other, in the order in which they were published.
        var messages = await redis.GetSubscriber().SubscribeAsync(RedisChannel.Literal(RedisKeys.SignalLane(lane)));
        messages.OnMessage(published => OnMessage(published.Message));
    }

    private void OnMessage(byte[]? frame)
    {
        if (
            frame is null
            || BackplaneFrame.IsFrom(frame, _origin)
            || BackplaneFrame.SessionOf(frame) is not { } session
            || _receiver?.Find(session) is not { } handler
            || BackplaneFrame.Read(frame) is not { } message
        )
        {
            return;
        }

        try
        {
            handler.Receive(message);
        }
        catch (Exception failure)
        {
            LogHandlerFailed(failure, message.Kind);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A {Kind} message to the other gateways was lost: {Cause}")]
    private partial void LogLost(BackplaneMessageKind kind, string cause);

    [LoggerMessage(LogLevel.Error, "The handler of a {Kind} message of another gateway failed.")]
    private partial void LogHandlerFailed(Exception failure, BackplaneMessageKind kind);
}
