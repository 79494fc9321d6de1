using Services.Contracts.Agents;

namespace Services.Orchestrator.Agents;

/// <summary>
/// The agents service. Every method throws <see cref="AgentUnavailableException"/> when it cannot be reached or breaks off.
/// </summary>
internal interface IAgents
{
    /// <summary>Which agent should have the turn. One request; retries are the caller's.</summary>
    Task<TriageResult> TriageAsync(TriageRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Runs an agent and yields its updates as they arrive; the last one is <see cref="RunCompleted"/> or <see cref="RunFailed"/>. One
    /// request; retries are the caller's.
    /// </summary>
    IAsyncEnumerable<AgentUpdate> RunAsync(string agent, AgentRunRequest request, CancellationToken cancellationToken);
}
