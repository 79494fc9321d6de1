using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Admits the turns of a session one at a time and in order: within the process by a queue, between processes by a lease, and after a
/// worker's death by what is known of the turns that came before.
/// </summary>
internal sealed class SessionGate
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);

    private readonly SessionLeases _leases;
    private readonly TurnStore _turns;
    private readonly ResiliencePipeline<SessionLeases.Lease?> _polling;
    private readonly SessionQueue _queue = new();

    public SessionGate(SessionLeases leases, TurnStore turns, IOptions<TurnOptions> options, TimeProvider time)
    {
        _leases = leases;
        _turns = turns;
        _polling = new ResiliencePipelineBuilder<SessionLeases.Lease?> { TimeProvider = time }
            .AddTimeout(options.Value.SessionPatience)
            .AddRetry(
                new RetryStrategyOptions<SessionLeases.Lease?>
                {
                    MaxRetryAttempts = int.MaxValue,
                    BackoffType = DelayBackoffType.Exponential,
                    Delay = FirstPoll,
                    MaxDelay = LongestPoll,
                    ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome is { Exception: null, Result: null }),
                }
            )
            .Build();
    }

    /// <summary>Takes a position in the session's line; must be called in the order of the queue.</summary>
    public SessionQueue.Position Enqueue(SessionId session) => _queue.Enqueue(session);

    /// <summary>
    /// Waits for the turn's moment and returns the session's lease; null when it should go back to its queue: the worker is
    /// <paramref name="stopping"/>, or what it waits for is not here and may need the position that it holds.
    /// </summary>
    public async Task<SessionLeases.Lease?> AdmitAsync(
        TurnMessage turn,
        SessionQueue.Position position,
        CancellationToken stopping,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            await position.WaitAsync(either.Token);
            return await _polling.ExecuteAsync(async token => await TryAdmitAsync(turn, token), either.Token);
        }
        catch (TimeoutRejectedException)
        {
            return null;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<SessionLeases.Lease?> TryAdmitAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        var lease = await _leases.TryAcquireAsync(turn.SessionId, cancellationToken);
        if (lease is null)
        {
            return null;
        }

        try
        {
            if (!await _turns.HasUnfinishedPredecessorAsync(turn, cancellationToken))
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
