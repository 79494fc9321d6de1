namespace Services.Conversations.Messages;

/// <summary>A message that asks for no reply.</summary>
/// <param name="UserId">Who wrote it.</param>
/// <param name="Content">The text.</param>
/// <param name="ClientMessageId">What tells it from others of the session.</param>
public sealed record ContextMessage(string UserId, string Content, string ClientMessageId);
