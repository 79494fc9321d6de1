using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.Erasure;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Cancellation;
using Services.Gateway.Sessions;

namespace Services.Gateway.Erasure;

/// <summary>
/// Deletes a session: its members are told, what runs is stopped and can say nothing more, its rows and its key are gone when this
/// returns, and the other services follow within seconds.
/// </summary>
internal sealed class SessionEraser(
    IErasureStore erasures,
    ISessionEventLog log,
    EventEraser events,
    TurnCanceller canceller,
    SessionDirectory directory,
    TimeProvider time
)
{
    /// <summary>True for its owner and for administrators.</summary>
    public static bool MayErase(Caller caller, Session session) => session.OwnerId == caller.UserId || caller.Role == Role.Administrator;

    /// <summary>What was deleted; null if there is no such session any more.</summary>
    public async Task<ErasureReport?> EraseAsync(Caller caller, Session session, CancellationToken cancellationToken)
    {
        await canceller.CancelAsync(caller, session, null, cancellationToken);
        return await EraseAsync(session.Id, cancellationToken);
    }

    /// <summary>The same for a session that has ended.</summary>
    public async Task<ErasureReport?> EraseAsync(SessionId session, CancellationToken cancellationToken)
    {
        var ended = new SessionEndedEvent
        {
            SessionId = session,
            Timestamp = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Reason = SessionEndReason.Deleted,
        };
        await log.AppendLastAsync(session, [ended], cancellationToken);
        var report = await erasures.EraseAsync(session, cancellationToken);
        directory.Forget(session);
        if (report is not null)
        {
            // At once; where this does not succeed, the eraser of events comes to it.
            await events.EraseAsync(report.Session, cancellationToken);
        }

        return report;
    }
}
