using System.Collections.Concurrent;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>The open room WebSockets of this gateway. Thread-safe.</summary>
internal sealed class RoomSocketRegistry
{
    private readonly ConcurrentDictionary<RoomSocketSubscriber, bool> _subscribers = new();

    /// <summary>Those that are open at this moment.</summary>
    public IEnumerable<RoomSocketSubscriber> All => _subscribers.Select(static subscriber => subscriber.Key);

    public void Add(RoomSocketSubscriber subscriber) => _subscribers[subscriber] = true;

    public void Remove(RoomSocketSubscriber subscriber) => _subscribers.TryRemove(subscriber, out _);
}
