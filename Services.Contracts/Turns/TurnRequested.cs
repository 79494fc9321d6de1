using Services.Contracts.Messages;

namespace Services.Contracts.Turns;

/// <summary>A user message that wants an answer.</summary>
public sealed record TurnRequested : TurnMessage
{
    /// <summary>The user's words, 1 to 5,000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>The client's own id for the message, if it sent one.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>How the user entered it.</summary>
    public MessageMode Mode { get; init; }
}
