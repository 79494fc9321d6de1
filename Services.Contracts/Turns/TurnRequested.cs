using Services.Contracts.Messages;

namespace Services.Contracts.Turns;

/// <summary>A user message that wants an answer.</summary>
public sealed record TurnRequested : TurnMessage
{
    /// <summary>The user's words, 1 to 5,000 characters.</summary>
    public required string Content { get; init; }

    /// <summary>
    /// The message's number in the session's log, which tells whether it was accepted before a question or after it; null when the log had
    /// it already.
    /// </summary>
    public long? Seq { get; init; }

    /// <summary>The client's own id for the message, if it sent one.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>How the user entered it.</summary>
    public MessageMode Mode { get; init; }
}
