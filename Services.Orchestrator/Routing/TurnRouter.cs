using Microsoft.Extensions.Options;
using Polly;
using Services.Contracts.Agents;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Resilience;

namespace Services.Orchestrator.Routing;

/// <summary>Asks the router, a few times if need be.</summary>
internal sealed partial class TurnRouter
{
    private readonly IAgents _agents;
    private readonly ResiliencePipeline _retries;

    public TurnRouter(IAgents agents, IOptions<AgentsOptions> options, TimeProvider time, ILogger<TurnRouter> logger)
    {
        _agents = agents;
        _retries = Retries.Create(
            options.Value.Attempts,
            options.Value.RetryDelay,
            time,
            static e => e is AgentUnavailableException { Retryable: true },
            (e, attempt) => LogRetry(logger, attempt == 1 ? LogLevel.Warning : LogLevel.Debug, e, attempt),
            options.Value.LongestRetryDelay
        );
    }

    /// <summary>Which agent should have the turn.</summary>
    /// <exception cref="AgentUnavailableException">The router gave no usable answer within the attempts.</exception>
    public async Task<TriageResult> RouteAsync(TriageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.ExecuteAsync(async token => await _agents.TriageAsync(request, token), cancellationToken);
        }
        catch (AgentUnavailableException)
        {
            // Whoever cancelled does not wait for another attempt, and that there was none says nothing about the router.
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    [LoggerMessage("The router could not be asked, attempt {Attempt}.")]
    private static partial void LogRetry(ILogger logger, LogLevel level, Exception e, int attempt);
}
