namespace Services.Messaging.Consuming;

/// <summary>One message as it was handed over by the broker.</summary>
public sealed record QueueDelivery
{
    /// <summary>The queue it waited in.</summary>
    public required string Queue { get; init; }

    /// <summary>The routing key it was published with.</summary>
    public required string RoutingKey { get; init; }

    /// <summary>The publisher's id of it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The content; a copy, valid for as long as it is referenced.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>From 1: how often the broker has handed it over, this time included.</summary>
    public required int Attempt { get; init; }

    /// <summary>What publisher, consumers and broker wrote on it.</summary>
    internal IDictionary<string, object?> Headers { get; init; } = new Dictionary<string, object?>();

    /// <summary>Signals that the subscription stops: what has not begun should be given back, what runs has a moment to finish.</summary>
    public CancellationToken Stopping { get; init; }
}
