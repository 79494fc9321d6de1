namespace Services.Messaging.Publishing;

/// <summary>One message on its way to the broker.</summary>
internal sealed record OutgoingMessage
{
    public required string Exchange { get; init; }

    public required string RoutingKey { get; init; }

    public required string MessageId { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>True when it is an error if no queue takes it.</summary>
    public bool Mandatory { get; init; } = true;

    /// <summary>Headers beside the trace context.</summary>
    public IReadOnlyDictionary<string, object?> Headers { get; init; } = new Dictionary<string, object?>();
}
