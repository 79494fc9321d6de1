using Services.Contracts.Ids;

namespace Services.Conversations.Vault;

/// <summary>
/// Keeps personal data out of everything that is written about a conversation: placeholders stand there instead, the same for the same
/// datum of a session, and the originals are encrypted with a key of the session's own.
/// </summary>
public interface IPersonalDataVault
{
    /// <summary>
    /// The text with placeholders such as <c>[card_1]</c>. Asks no store where a text has no personal data that rules can tell.
    /// </summary>
    /// <exception cref="Sessions.UnknownSessionException">There is no such session.</exception>
    Task<string> MaskAsync(SessionId session, string text, CancellationToken cancellationToken);

    /// <summary>
    /// An id of a client's own, as it may be kept: itself, or, if it holds personal data, what stands for it and for no other.
    /// </summary>
    string MaskId(string id);

    /// <summary>
    /// The text with originals in the place of the session's placeholders; of <paramref name="kinds"/> only. What is
    /// no placeholder of the session stays as it is, and so does all once the session's key is destroyed.
    /// </summary>
    Task<string> RestoreAsync(SessionId session, string text, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken);

    /// <summary>The same for several texts, at the price of one.</summary>
    Task<IReadOnlyList<string>> RestoreAllAsync(SessionId session, IReadOnlyList<string> texts, CancellationToken cancellationToken);
}
