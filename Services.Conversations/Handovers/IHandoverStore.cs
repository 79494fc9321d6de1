using Npgsql;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Conversations.Handovers;

/// <summary>
/// Who answers in a session, in PostgreSQL. Every change is a compare-and-set with one winner, and is recorded with who made it. Says
/// nothing about who may do what: that is the caller's business.
/// </summary>
public interface IHandoverStore
{
    /// <summary>How it stands in a session that has not ended; changes nothing.</summary>
    Task<HandoverResult> FindAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>A person is asked for; has an effect while the assistant answers in a session that has not ended.</summary>
    Task<HandoverResult> RequestAsync(SessionId session, MessageAuthor by, string? reason, CancellationToken cancellationToken);

    /// <summary>The same as a part of a transaction that is open on <paramref name="connection"/>.</summary>
    Task<HandoverResult> RequestAsync(
        NpgsqlConnection connection,
        SessionId session,
        MessageAuthor by,
        string? reason,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// A person takes it; has an effect unless another has it or it has ended. What the customer was asked and has not answered is
    /// withdrawn with it.
    /// </summary>
    Task<HandoverResult> ClaimAsync(SessionId session, MessageAuthor by, CancellationToken cancellationToken);

    /// <summary>
    /// The assistant gets it back from the queue; has an effect if <paramref name="by"/> was the last to ask for a person.
    /// </summary>
    Task<HandoverResult> TakeBackAsync(SessionId session, MessageAuthor by, CancellationToken cancellationToken);

    /// <summary>The assistant gets it back; has an effect if <paramref name="from"/> is how it stands.</summary>
    Task<HandoverResult> ReturnAsync(
        SessionId session,
        MessageAuthor by,
        ResponderKind from,
        string? summary,
        CancellationToken cancellationToken
    );

    /// <summary>Sessions that wait for a person, and those that one has, longest first; at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OpenHandover>> ListAsync(int limit, CancellationToken cancellationToken);
}
