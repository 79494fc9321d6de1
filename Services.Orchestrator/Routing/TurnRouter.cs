using Microsoft.Extensions.Options;
using Services.Contracts.Agents;
using Services.Orchestrator.Agents;

namespace Services.Orchestrator.Routing;

/// <summary>Asks the router, a few times if need be.</summary>
internal sealed partial class TurnRouter(IAgents agents, IOptions<AgentsOptions> options, TimeProvider time, ILogger<TurnRouter> logger)
{
    /// <summary>Which agent should have the turn.</summary>
    /// <exception cref="AgentUnavailableException">The router gave no usable answer within the attempts.</exception>
    public async Task<TriageResult> RouteAsync(TriageRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await agents.TriageAsync(request, cancellationToken);
            }
            catch (AgentUnavailableException e) when (e.Retryable && attempt < options.Value.Attempts)
            {
                LogRetry(e, attempt);
                await Task.Delay(
                    options.Value.RetryDelay * Math.Pow(2, attempt - 1) * (1 + (Random.Shared.NextDouble() / 4)),
                    time,
                    cancellationToken
                );
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The router could not be asked, attempt {Attempt}.")]
    private partial void LogRetry(Exception e, int attempt);
}
