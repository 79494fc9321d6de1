using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>An agent. One instance serves many conversations at once; what belongs to one lives in its <see cref="AgentSession"/>.</summary>
public abstract class AIAgent
{
    /// <summary>The agent's id.</summary>
    public string Id => IdCore ?? (field ??= Guid.NewGuid().ToString("N"));

    /// <summary>An id of the agent's own, or null for a random one.</summary>
    protected virtual string? IdCore => null;

    /// <summary>The agent's name.</summary>
    public virtual string? Name => null;

    /// <summary>What the agent does.</summary>
    public virtual string? Description => null;

    /// <summary>Finds a service of the agent or of one it wraps.</summary>
    public virtual object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Finds a service of the agent or of one it wraps.</summary>
    public TService? GetService<TService>(object? serviceKey = null) =>
        GetService(typeof(TService), serviceKey) is TService service ? service : default;

    /// <summary>A new conversation.</summary>
    public ValueTask<AgentSession> CreateSessionAsync(CancellationToken cancellationToken = default) =>
        CreateSessionCoreAsync(cancellationToken);

    /// <inheritdoc cref="CreateSessionAsync"/>
    protected abstract ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default);

    /// <summary>Runs the agent on a user's message.</summary>
    public Task<AgentResponse> RunAsync(
        string message, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        return RunAsync([new ChatMessage(ChatRole.User, message)], session, options, cancellationToken);
    }

    /// <summary>Runs the agent on messages, which are added to the session together with the response.</summary>
    public Task<AgentResponse> RunAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RunCoreAsync(messages, session, options, cancellationToken);

    /// <inheritdoc cref="RunAsync(IEnumerable{ChatMessage}, AgentSession?, AgentRunOptions?, CancellationToken)"/>
    protected abstract Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default);

    /// <summary>Runs the agent on a user's message and streams the response.</summary>
    public IAsyncEnumerable<AgentResponseUpdate> RunStreamingAsync(
        string message, AgentSession? session = null, AgentRunOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        return RunStreamingAsync([new ChatMessage(ChatRole.User, message)], session, options, cancellationToken);
    }

    /// <summary>Runs the agent on messages and streams the response.</summary>
    public IAsyncEnumerable<AgentResponseUpdate> RunStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default) =>
        RunCoreStreamingAsync(messages, session, options, cancellationToken);

    /// <inheritdoc cref="RunStreamingAsync(IEnumerable{ChatMessage}, AgentSession?, AgentRunOptions?, CancellationToken)"/>
    protected abstract IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default);
}
