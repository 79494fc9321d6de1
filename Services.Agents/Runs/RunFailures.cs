using System.ClientModel;
using ServiceDefaults.Database;
using Services.Agents.Models;
using Services.Contracts;
using Services.Contracts.Agents;

namespace Services.Agents.Runs;

/// <summary>Exceptions that end a run, as the orchestrator learns of them.</summary>
internal static class RunFailures
{
    public static RunFailed From(Exception exception) =>
        exception switch
        {
            ModelUnavailableException => new RunFailed(ErrorCodes.AgentUnavailable, exception.Message, Retryable: true),
            ClientResultException { Status: 429 or >= 500 } or HttpRequestException or TimeoutException => new RunFailed(
                ErrorCodes.AgentUnavailable,
                "The model broke off in the middle of its answer.",
                Retryable: true
            ),
            ClientResultException { Status: var status } => new RunFailed(
                ErrorCodes.AgentUnavailable,
                $"The model refused the request with status {status}.",
                Retryable: false
            ),
            _ when PostgresOutage.Is(exception) => new RunFailed(
                ErrorCodes.AgentUnavailable,
                "The business data could not be reached.",
                Retryable: true
            ),
            _ => new RunFailed(ErrorCodes.Internal, $"The run failed: {exception.GetType().Name}.", Retryable: false),
        };
}
