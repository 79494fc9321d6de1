using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Takes back starts of turns that a store or the broker cut short. PostgreSQL may be what was away, so it waits for it: a start that
/// stayed counted would bring a turn that is in order nearer to the dead letters. Thread safe.
/// </summary>
internal sealed partial class AttemptRevoker
{
    private readonly TurnStore _turns;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _patience;

    public AttemptRevoker(TurnStore turns, IOptions<TurnOptions> options, TimeProvider time, ILogger<AttemptRevoker> logger)
    {
        _turns = turns;
        _logger = logger;
        _patience = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(options.Value.AbandonedAfter)
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = int.MaxValue,
                    BackoffType = DelayBackoffType.Constant,
                    Delay = options.Value.OutageDelay,
                    ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } e && PlatformOutage.Is(e)),
                }
            )
            .Build();
    }

    /// <summary>
    /// Completes when the start is not counted any more, or when the worker is <paramref name="stopping"/> or later turns no longer wait
    /// for this one; then it stays counted.
    /// </summary>
    public async Task RevokeAsync(TurnMessage turn, int attempt, CancellationToken stopping, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        try
        {
            await _patience.ExecuteAsync(async token => await _turns.RevokeAttemptAsync(turn, attempt, token), either.Token);
        }
        catch (Exception e) when (e is TimeoutRejectedException or OperationCanceledException)
        {
            LogCounted(turn.TurnId, attempt);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Turn {Turn} was cut short by an outage, and its attempt {Attempt} stays counted.")]
    private partial void LogCounted(Contracts.Ids.TurnId turn, int attempt);
}
