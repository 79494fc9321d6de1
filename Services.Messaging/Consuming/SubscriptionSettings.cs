using RabbitMQ.Client;

namespace Services.Messaging.Consuming;

/// <summary>What to subscribe to.</summary>
public sealed record SubscriptionSettings
{
    /// <summary>The queue, for spans and logs; also its name at the broker unless <see cref="Declare"/> says otherwise.</summary>
    public required string Queue { get; init; }

    /// <summary>Unacknowledged deliveries at a time, which is also how many handlers run at once.</summary>
    public required ushort Prefetch { get; init; }

    /// <summary>
    /// Declares a queue of the subscription's own on every (re)connect and returns its name; null when the topology has it.
    /// </summary>
    public Func<IChannel, CancellationToken, Task<string>>? Declare { get; init; }
}
