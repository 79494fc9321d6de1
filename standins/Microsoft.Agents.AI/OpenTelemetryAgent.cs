using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>A span <c>invoke_agent {name}</c> for each run, after OpenTelemetry's conventions for generative AI.</summary>
public sealed class OpenTelemetryAgent : DelegatingAIAgent, IDisposable
{
    private const string DefaultSourceName = "Experimental.Microsoft.Agents.AI";

    private readonly ActivitySource _activitySource;

    /// <summary>Wraps an agent.</summary>
    public OpenTelemetryAgent(AIAgent innerAgent, string? sourceName = null)
        : base(innerAgent) => _activitySource = new ActivitySource(string.IsNullOrEmpty(sourceName) ? DefaultSourceName : sourceName);

    /// <inheritdoc/>
    public void Dispose() => _activitySource.Dispose();

    /// <inheritdoc/>
    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using var activity = Start(options);
        try
        {
            return await base.RunCoreAsync(messages, session, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Fail(activity, exception);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var activity = Start(options);
        await using var updates = base.RunCoreStreamingAsync(messages, session, options, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (Exception exception)
            {
                Fail(activity, exception);
                throw;
            }

            yield return updates.Current;

            // The caller's context came back with its request for the next update.
            Activity.Current = activity ?? Activity.Current;
        }
    }

    private static void Fail(Activity? activity, Exception exception) =>
        activity?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error, exception.Message);

    private Activity? Start(AgentRunOptions? options)
    {
        var name = InnerAgent.Name ?? InnerAgent.Id;
        return _activitySource.StartActivity($"invoke_agent {name}", ActivityKind.Internal)
            ?.SetTag("gen_ai.operation.name", "invoke_agent")
            .SetTag("gen_ai.agent.id", InnerAgent.Id)
            .SetTag("gen_ai.agent.name", InnerAgent.Name)
            .SetTag("gen_ai.agent.description", InnerAgent.Description)
            .SetTag("gen_ai.conversation.id", (options as ChatClientAgentRunOptions)?.ChatOptions?.ConversationId)
            .SetTag("gen_ai.provider.name", InnerAgent.GetService<ChatClientMetadata>()?.ProviderName);
    }
}
