namespace Services.Contracts.Turns;

/// <summary>A user message that wants an answer.</summary>
public sealed record TurnRequested : TurnMessage
{
    /// <summary>The user's words, 1 to 5,000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>The client's own id for the message, if it sent one.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary><c>text</c> or <c>voice</c>.</summary>
    public string Mode { get; init; } = "text";
}
