using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Gateway.Feeds;
using Services.Gateway.Sessions;

namespace Services.Gateway.Typing;

/// <summary>Who types where. The others are told of changes only; whoever falls silent stops by itself.</summary>
internal sealed class TypingTracker(IOptions<SessionLimitOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<Subscription, Entry> _typing = [];

    /// <summary>The subscriber types, or still does.</summary>
    public void Start(SessionId session, Subscription subscription)
    {
        lock (_gate)
        {
            var isNew = !_typing.ContainsKey(subscription);
            _typing[subscription] = new Entry(session, time.GetTimestamp());
            if (!isNew)
            {
                return;
            }
        }

        Publish(session, subscription, isTyping: true);
    }

    /// <summary>The subscriber has stopped, or is gone. Nothing happens if it did not type.</summary>
    public void Stop(SessionId session, Subscription subscription)
    {
        lock (_gate)
        {
            if (!_typing.Remove(subscription))
            {
                return;
            }
        }

        Publish(session, subscription, isTyping: false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Sweep, time);
        using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var (subscription, session) in Expired())
            {
                Stop(session, subscription);
            }
        }
    }

    private List<(Subscription Subscription, SessionId Session)> Expired()
    {
        lock (_gate)
        {
            return
            [
                .. _typing
                    .Where(pair => time.GetElapsedTime(pair.Value.Since) >= options.Value.TypingTimeout)
                    .Select(pair => (pair.Key, pair.Value.Session)),
            ];
        }
    }

    private void Publish(SessionId session, Subscription subscription, bool isTyping) =>
        subscription.PublishTyping(
            new TypingStatus
            {
                SessionId = session,
                UserId = subscription.Subscriber.UserId,
                IsTyping = isTyping,
                Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );

    private readonly record struct Entry(SessionId Session, long Since);
}
