using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Gateway.Delivery;
using Services.Gateway.Sessions;

namespace Services.Gateway.Typing;

/// <summary>Who types where. The others are told of changes only; whoever falls silent stops by itself.</summary>
internal sealed class TypingTracker(IOptions<SessionLimits> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly Dictionary<FeedMembership, Entry> _typing = [];

    /// <summary>The member types, or still does.</summary>
    public void Start(SessionId session, FeedMembership membership)
    {
        lock (_gate)
        {
            var isNew = !_typing.ContainsKey(membership);
            _typing[membership] = new Entry(session, time.GetTimestamp());
            if (!isNew)
            {
                return;
            }
        }

        Announce(session, membership, isTyping: true);
    }

    /// <summary>The member has stopped, or is gone. Nothing happens if it did not type.</summary>
    public void Stop(SessionId session, FeedMembership membership)
    {
        lock (_gate)
        {
            if (!_typing.Remove(membership))
            {
                return;
            }
        }

        Announce(session, membership, isTyping: false);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Sweep, time);
        using var stop = stoppingToken.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            foreach (var (membership, session) in Silent())
            {
                Stop(session, membership);
            }
        }
    }

    private List<(FeedMembership Membership, SessionId Session)> Silent()
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

    private void Announce(SessionId session, FeedMembership membership, bool isTyping) =>
        membership.Announce(
            new TypingStatus
            {
                SessionId = session,
                UserId = membership.Member.UserId,
                IsTyping = isTyping,
                Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );

    private readonly record struct Entry(SessionId Session, long Since);
}
