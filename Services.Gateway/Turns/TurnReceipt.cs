using Services.Contracts.Ids;

namespace Services.Gateway.Turns;

/// <summary>What a client is told once its message is durable: <c>message:ack</c>.</summary>
internal sealed record TurnReceipt
{
    public required SessionId SessionId { get; init; }

    public required MessageId MessageId { get; init; }

    /// <summary>The message id that the reply will have; null where the assistant gives none, since a person has the session.</summary>
    public MessageId? ReplyId { get; init; }

    public string? ClientMessageId { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }

    /// <summary>From receipt to acknowledgement, in milliseconds.</summary>
    public required double Latency { get; init; }

    /// <summary>The turn's trace.</summary>
    public string? TraceId { get; init; }
}
