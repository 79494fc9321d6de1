using Microsoft.Extensions.AI;

namespace Microsoft.Agents.AI;

/// <summary>A conversation with a <see cref="ChatClientAgent"/>, its history kept in memory.</summary>
public sealed class ChatClientAgentSession : AgentSession
{
    internal ChatClientAgentSession()
    {
    }

    internal List<ChatMessage> History { get; } = [];
}
