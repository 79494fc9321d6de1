using Services.Contracts.Ids;

namespace Services.Conversations.Erasure;

/// <summary>
/// Takes whole sessions away: here at once, and in the stores of services when their erasers come to it. What is erased is not written
/// again, by whomever.
/// </summary>
public interface IErasureStore
{
    /// <summary>
    /// Deletes a session's rows and destroys its key in one transaction. Null if there is no such session. An effect that is just being
    /// committed is waited for; one that comes later is refused.
    /// </summary>
    Task<ErasureReport?> EraseAsync(SessionId session, CancellationToken cancellationToken);

    /// <summary>
    /// Ended sessions that nobody has used since <paramref name="before"/>, longest ago first, at most <paramref name="limit"/>.
    /// </summary>
    Task<IReadOnlyList<SessionId>> DueAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Sessions that a store still has to erase, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<ErasedSession>> PendingAsync(string store, int limit, CancellationToken cancellationToken);

    /// <summary>A store has nothing of the session any more.</summary>
    Task CompleteAsync(SessionId session, string store, CancellationToken cancellationToken);

    /// <summary>Forgets erasures from before <paramref name="before"/> that every store has done its part of.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
