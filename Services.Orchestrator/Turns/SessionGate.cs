using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Admits the turns of a session one at a time and in order: within the process by a line, between processes by a lease, and after a
/// worker's death by what is known of the turns that came before.
/// </summary>
internal sealed class SessionGate(SessionLeases leases, TurnStore turns, IOptions<TurnOptions> options, TimeProvider time)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);

    private readonly SessionLine _line = new();

    /// <summary>Takes a place in the session's line; must be called in the order of the queue.</summary>
    public SessionLine.Place Enter(SessionId session) => _line.Enter(session);

    /// <summary>
    /// Waits for the turn's moment and returns the session's lease; null when it should go back to its queue: the worker is
    /// <paramref name="stopping"/>, or what it waits for is not here and may need the place that it holds.
    /// </summary>
    public async Task<SessionLeases.Lease?> AdmitAsync(
        TurnMessage turn,
        SessionLine.Place place,
        CancellationToken stopping,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            await place.PassAsync(either.Token);
            var since = time.GetTimestamp();
            for (
                var poll = FirstPoll;
                time.GetElapsedTime(since) < options.Value.SessionPatience;
                poll = poll * 2 < LongestPoll ? poll * 2 : LongestPoll
            )
            {
                if (await TryAdmitAsync(turn, either.Token) is { } lease)
                {
                    return lease;
                }

                await Task.Delay(poll, time, either.Token);
            }

            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<SessionLeases.Lease?> TryAdmitAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        var lease = await leases.TryAcquireAsync(turn.SessionId, cancellationToken);
        if (lease is null)
        {
            return null;
        }

        try
        {
            if (!await turns.MustWaitAsync(turn, cancellationToken))
            {
                var admitted = lease;
                lease = null;
                return admitted;
            }

            return null;
        }
        finally
        {
            if (lease is not null)
            {
                await lease.DisposeAsync();
            }
        }
    }
}
