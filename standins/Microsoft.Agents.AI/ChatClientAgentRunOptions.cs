using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>Options of one run of a <see cref="ChatClientAgent"/>.</summary>
public sealed class ChatClientAgentRunOptions : AgentRunOptions
{
    /// <summary>Options with chat options.</summary>
    public ChatClientAgentRunOptions(ChatOptions? chatOptions = null) => ChatOptions = chatOptions;

    /// <summary>Take precedence over the agent's own; tools and instructions are added to them.</summary>
    public ChatOptions? ChatOptions { get; set; }
}
