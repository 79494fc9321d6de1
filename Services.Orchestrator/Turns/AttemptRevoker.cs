using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Takes back starts of turns that an outage or the worker's stop cut short: only failures and deaths count. One try: PostgreSQL may be
/// what is away, and then this worker begins the same attempt again, which is not counted twice (<see cref="AttemptId"/>). Thread safe.
/// </summary>
internal sealed partial class AttemptRevoker(TurnStore turns, TimeProvider time, ILogger<AttemptRevoker> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Completes within two seconds; if the store could not be told, a worker that stops leaves the attempt counted.</summary>
    public async Task RevokeAsync(TurnMessage turn, AttemptId attempt)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await turns.RevokeAttemptAsync(turn, attempt, limit.Token).WaitAsync(Patience, time);
        }
        catch (Exception e) when (e is OperationCanceledException || PlatformOutage.Is(e))
        {
            LogCounted(e, turn.TurnId);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Turn {Turn} was cut short, and the store could not be told that this attempt does not count.")]
    private partial void LogCounted(Exception e, Contracts.Ids.TurnId turn);
}
