using System.ClientModel;
using Polly;
using Polly.CircuitBreaker;
using Services.Agents.Models.Providers;

namespace Services.Agents.Models;

/// <summary>
/// Remembers that a model hangs or fails, so that not every call of every turn waits to find it out: after <see
/// cref="ModelProviderOptions.FailuresToBreak"/>, and no more answers than those, it is not asked for <see
/// cref="ModelProviderOptions.BreakDuration"/>, and then by one call at first. One for each endpoint and model. Thread safe.
/// </summary>
internal sealed partial class ModelCircuit
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly ResiliencePipeline _pipeline;
    private bool _wasOpen;

    public ModelCircuit(
        string provider,
        ModelProviderOptions options,
        ModelMetrics metrics,
        TimeProvider time,
        ILogger<FallbackChatClient> logger
    )
    {
        metrics.Watch(provider);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = options.FailuresToBreak,
                    // Long enough for hangs that follow one another, and no longer: answers from before it hung speak for it.
                    SamplingDuration = (options.FirstTokenTimeout * (options.FailuresToBreak - 1)) + Margin,
                    BreakDuration = options.BreakDuration,
                    ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } e && IsOfProvider(e)),
                    OnOpened = _ =>
                    {
                        metrics.Opened(provider, _wasOpen);
                        _wasOpen = true;
                        LogOpened(logger, provider, options.BreakDuration);
                        return ValueTask.CompletedTask;
                    },
                    OnClosed = _ =>
                    {
                        metrics.Closed(provider);
                        _wasOpen = false;
                        LogClosed(logger, provider);
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
    }

    /// <summary>Asks the model, unless the circuit is open.</summary>
    /// <exception cref="BrokenCircuitException">It is.</exception>
    public ValueTask<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken) =>
        _pipeline.ExecuteAsync(ask, cancellationToken);

    /// <summary>Counts a failure in the middle of an answer, after the call was a success so far.</summary>
    public void Count(Exception failure)
    {
        try
        {
            _pipeline.Execute(() => throw failure);
        }
        catch (Exception e) when (e == failure || e is BrokenCircuitException)
        {
            // Counted, or open already.
        }
    }

    /// <summary>What the caller called off tells nothing of the model, nor does a request that it refuses for what it says.</summary>
    private static bool IsOfProvider(Exception exception) =>
        exception is not (OperationCanceledException or ClientResultException { Status: >= 400 and < 500 and not (408 or 429) });

    [LoggerMessage(3, LogLevel.Warning, "The model provider {Provider} keeps failing, and is not asked for {Duration}")]
    private static partial void LogOpened(ILogger logger, string provider, TimeSpan duration);

    [LoggerMessage(4, LogLevel.Information, "The model provider {Provider} answers again")]
    private static partial void LogClosed(ILogger logger, string provider);
}
