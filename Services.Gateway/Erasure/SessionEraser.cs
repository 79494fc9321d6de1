using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.Erasure;
using Services.Conversations.Sessions;
using Services.Gateway.Cancellation;
using Services.Gateway.Sessions;

namespace Services.Gateway.Erasure;

/// <summary>
/// Deletes a session: what runs is stopped, its rows and its key are gone when this returns, its members are told and nothing more after
/// that, and the other services follow within seconds.
/// </summary>
internal sealed class SessionEraser(IErasureStore erasures, EventEraser events, TurnCanceller canceller, SessionDirectory directory)
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
        var report = await erasures.EraseAsync(session, cancellationToken);
        directory.Forget(session);
        if (report is not null)
        {
            // Told and taken away at once; where this does not succeed, the eraser of events comes to it.
            await events.EraseAsync(report.Session, cancellationToken);
        }

        return report;
    }
}
