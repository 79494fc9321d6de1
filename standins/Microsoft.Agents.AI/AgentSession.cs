namespace Microsoft.Agents.AI;

/// <summary>The state of one conversation with an agent. Not safe for use by two runs at once.</summary>
public abstract class AgentSession;
