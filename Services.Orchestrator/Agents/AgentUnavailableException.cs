namespace Services.Orchestrator.Agents;

/// <summary>The agents could not be reached, or a run broke off.</summary>
/// <param name="message">What happened.</param>
/// <param name="retryable">True when the same run may succeed later.</param>
/// <param name="innerException">The cause, if there is one.</param>
internal sealed class AgentUnavailableException(string message, bool retryable, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool Retryable { get; } = retryable;
}
