using Polly;
using Polly.Retry;

namespace Services.Orchestrator.Resilience;

/// <summary>How the orchestrator repeats calls to its peers: waits that double from the first on, with jitter.</summary>
internal static class Retries
{
    /// <summary>
    /// A pipeline that makes a call at most <paramref name="attempts"/> times. Thread safe; holds nothing between executions.
    /// </summary>
    /// <param name="attempts">From 1, which repeats nothing.</param>
    /// <param name="delay">The wait before the second attempt, on average.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="isTransient">Which failures are worth another attempt.</param>
    /// <param name="onRetry">Gets each failure that another attempt follows, with the number of the attempt that failed, from 1.</param>
    /// <param name="longestDelay">The longest wait; none by default.</param>
    public static ResiliencePipeline Create(
        int attempts,
        TimeSpan delay,
        TimeProvider time,
        Func<Exception, bool> isTransient,
        Action<Exception, int> onRetry,
        TimeSpan? longestDelay = null
    )
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = time };
        if (attempts > 1)
        {
            builder.AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = attempts - 1,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = delay,
                    MaxDelay = longestDelay,
                    ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } e && isTransient(e)),
                    OnRetry = arguments =>
                    {
                        onRetry(arguments.Outcome.Exception!, arguments.AttemptNumber + 1);
                        return ValueTask.CompletedTask;
                    },
                }
            );
        }

        return builder.Build();
    }
}
