namespace Services.Contracts.Telemetry;

/// <summary>
/// Attribute names. Where OpenTelemetry's semantic conventions have one, it is used; what is the platform's own starts with
/// <c>switchboard.</c>.
/// </summary>
public static class AttributeNames
{
    /// <summary>Semantic conventions: the conversation.</summary>
    public const string ConversationId = "gen_ai.conversation.id";

    /// <summary>Semantic conventions: for example <c>chat</c>, <c>execute_tool</c>, <c>invoke_agent</c>.</summary>
    public const string OperationName = "gen_ai.operation.name";

    /// <summary>Semantic conventions: the agent.</summary>
    public const string AgentName = "gen_ai.agent.name";

    /// <summary>Semantic conventions: the tool.</summary>
    public const string ToolName = "gen_ai.tool.name";

    /// <summary>Semantic conventions: pairs a call with its result.</summary>
    public const string ToolCallId = "gen_ai.tool.call.id";

    /// <summary>Semantic conventions: the error's class.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Semantic conventions: for example <c>rabbitmq</c>.</summary>
    public const string MessagingSystem = "messaging.system";

    /// <summary>Semantic conventions: for example <c>redis</c>.</summary>
    public const string DatabaseSystem = "db.system.name";

    /// <summary>Semantic conventions: the command.</summary>
    public const string DatabaseOperation = "db.operation.name";

    /// <summary>The turn.</summary>
    public const string TurnId = "switchboard.turn.id";

    /// <summary>The graph's node.</summary>
    public const string GraphNode = "switchboard.graph.node";

    /// <summary>The router's intent.</summary>
    public const string Intent = "switchboard.intent";

    /// <summary>Allow, Redact or Block.</summary>
    public const string VerdictAction = "switchboard.verdict.action";

    /// <summary>The categories that fired.</summary>
    public const string VerdictCategories = "switchboard.verdict.categories";
}
