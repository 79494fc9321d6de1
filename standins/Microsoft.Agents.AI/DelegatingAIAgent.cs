using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>An agent that passes everything on to another; the base of decorators.</summary>
public abstract class DelegatingAIAgent : AIAgent
{
    /// <summary>Wraps an agent.</summary>
    protected DelegatingAIAgent(AIAgent innerAgent)
    {
        ArgumentNullException.ThrowIfNull(innerAgent);
        InnerAgent = innerAgent;
    }

    /// <summary>The wrapped agent.</summary>
    protected AIAgent InnerAgent { get; }

    /// <inheritdoc/>
    protected override string? IdCore => InnerAgent.Id;

    /// <inheritdoc/>
    public override string? Name => InnerAgent.Name;

    /// <inheritdoc/>
    public override string? Description => InnerAgent.Description;

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? InnerAgent.GetService(serviceType, serviceKey);

    /// <inheritdoc/>
    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) =>
        InnerAgent.CreateSessionAsync(cancellationToken);

    /// <inheritdoc/>
    protected override Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default) =>
        InnerAgent.RunAsync(messages, session, options, cancellationToken);

    /// <inheritdoc/>
    protected override IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default) =>
        InnerAgent.RunStreamingAsync(messages, session, options, cancellationToken);
}
