using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Messaging.Consuming;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Admits the turns of a session one at a time and in order: within the process by a queue, between processes by a lease, and after a
/// worker's death by what is known of the turns that came before.
/// </summary>
internal sealed class SessionGate
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(1);

    private readonly SessionLeases _leases;
    private readonly TurnStore _turns;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<Admission?> _polling;
    private readonly SessionQueue _queue = new();

    public SessionGate(SessionLeases leases, TurnStore turns, IOptions<TurnOptions> options, TimeProvider time)
    {
        _leases = leases;
        _turns = turns;
        _patience = options.Value.SessionPatience;
        _time = time;
        _polling = new ResiliencePipelineBuilder<Admission?> { TimeProvider = time }
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
    /// Waits for the turn's moment and begins it; null when it should go back to its queue: the subscription stops, or what it waits for is
    /// not here and may need the position that it holds. That counts as a return, so it waits the longer the more there were.
    /// </summary>
    public async Task<Admission?> AdmitAsync(
        TurnMessage turn,
        AttemptId attempt,
        SessionQueue.Position position,
        QueueDelivery delivery,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(delivery.Stopping, cancellationToken);
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

            using var patience = new CancellationTokenSource(RequeueDelay.After(delivery.Attempt, _patience, LongestPatience), _time);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(either.Token, patience.Token);
            return await _polling.ExecuteAsync(async token => await TryAdmitAsync(turn, attempt, token), ended.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Admission?> TryAdmitAsync(TurnMessage turn, AttemptId attempt, CancellationToken cancellationToken)
    {
        var statements = _turns.Admit(turn, attempt);
        var lease = await _leases.TryAcquireAsync(turn.SessionId, statements, cancellationToken);
        if (lease is not null && statements.Attempt is { } number)
        {
            return Admission.Started(lease, number, statements.Checkpoint);
        }

        if (lease is not null)
        {
            await lease.DisposeAsync();
        }

        return statements.IsUnfinished ? null : Admission.Finished;
    }
}
