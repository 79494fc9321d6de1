namespace Services.Contracts.Messages;

/// <summary>Who writes in a conversation.</summary>
/// <param name="UserId">The token's <c>sub</c>.</param>
/// <param name="Name">The name that the others are shown.</param>
/// <param name="Role">What they are to the conversation.</param>
public sealed record MessageAuthor(string UserId, string Name, AuthorRole Role);
