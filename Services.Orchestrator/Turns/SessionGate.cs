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
    private readonly ResiliencePipeline<Admission?> _polling;
    private readonly SessionQueue _queue = new();

    public SessionGate(SessionLeases leases, TurnStore turns, IOptions<TurnOptions> options, TimeProvider time)
    {
        _leases = leases;
        _turns = turns;
        _polling = new ResiliencePipelineBuilder<Admission?> { TimeProvider = time }
            .AddTimeout(options.Value.SessionPatience)
            .AddRetry(
                new RetryStrategyOptions<Admission?>
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
    /// Waits for the turn's moment and begins it; null when it should go back to its queue: the worker is
    /// <paramref name="stopping"/>, or what it waits for is not here and may need the position that it holds.
    /// </summary>
    public async Task<Admission?> AdmitAsync(
        TurnMessage turn,
        SessionQueue.Position position,
        CancellationToken stopping,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            if (!position.IsFirst)
            {
                // Later turns of the session wait for this one from now on, wherever they are.
                if (!await _turns.RecordReceivedAsync(turn, either.Token))
                {
                    return Admission.Finished;
                }

                await position.WaitAsync(either.Token);
            }

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

    private async Task<Admission?> TryAdmitAsync(TurnMessage turn, CancellationToken cancellationToken)
    {
        var statements = _turns.Admit(turn);
        var lease = await _leases.TryAcquireAsync(turn.SessionId, statements, cancellationToken);
        if (lease is not null && statements.Attempt is { } attempt)
        {
            return Admission.Started(lease, attempt, statements.Checkpoint);
        }

        if (lease is not null)
        {
            await lease.DisposeAsync();
        }

        return statements.IsUnfinished ? null : Admission.Finished;
    }
}
