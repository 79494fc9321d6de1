namespace Services.Gateway.Requests;

/// <summary>The event <c>error</c>: what went wrong, and what it was about, as far as the request said.</summary>
internal sealed record ErrorEvent
{
    /// <summary>The event's name, in every dialect.</summary>
    public const string Name = "error";

    public required string Code { get; init; }

    public required string Message { get; init; }

    public long? RetryAfterMs { get; init; }

    /// <summary>The event that was refused; null if the error is about the connection.</summary>
    public string? Event { get; init; }

    public string? SessionId { get; init; }

    public string? ClientMessageId { get; init; }

    public string? ApprovalId { get; init; }
}
