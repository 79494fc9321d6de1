using Services.Contracts.Ids;

namespace Services.Gateway.Dialects.Session;

/// <summary><c>connected</c>.</summary>
internal sealed record ConnectedAnswer
{
    public required string SocketId { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long ServerTime { get; init; }

    public bool Recovered { get; init; }

    /// <summary>For the workspace dialect, which shares the event.</summary>
    public required string Message { get; init; }

    /// <summary>For the workspace dialect.</summary>
    public required DateTime Timestamp { get; init; }
}

/// <summary><c>session:created</c>.</summary>
internal sealed record SessionCreatedAnswer
{
    public required SessionId SessionId { get; init; }

    public required string Topic { get; init; }

    public required string Status { get; init; }

    public required DateTime CreatedAt { get; init; }
}

/// <summary>
/// <c>session:joined</c>, <c>session:left</c>, <c>session:ended</c>, and the callback's answer to what has no event of its own.
/// </summary>
internal sealed record SessionAnswer
{
    public required SessionId SessionId { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}

/// <summary>The event <c>error</c>: what went wrong, and what it was about, as far as the request said.</summary>
internal sealed record ErrorEvent
{
    public required string Code { get; init; }

    public required string Message { get; init; }

    public long? RetryAfterMs { get; init; }

    /// <summary>The event that was refused; null if the error is about the connection.</summary>
    public string? Event { get; init; }

    public string? SessionId { get; init; }

    public string? ClientMessageId { get; init; }

    public string? ApprovalId { get; init; }
}

/// <summary>What a callback gets instead of its answer.</summary>
internal sealed record FailedAnswer
{
    public required ErrorBody Error { get; init; }
}

/// <summary>The error in it.</summary>
internal sealed record ErrorBody(string Code, string Message, long? RetryAfterMs);
