namespace Services.Contracts.Events;

/// <summary>Names of the events in a session's log, as clients see them.</summary>
public static class EventNames
{
    /// <summary>The assistant works; says at what, so that a client can show it.</summary>
    public const string AssistantThinking = "assistant:thinking";

    /// <summary>A piece of a reply. The contents of all chunks in order are the content of <c>message:complete</c>.</summary>
    public const string MessageChunk = "message:chunk";

    /// <summary>A reply is whole and stored.</summary>
    public const string MessageComplete = "message:complete";

    /// <summary>A reply could not be finished.</summary>
    public const string MessageError = "message:error";

    /// <summary>A guardrail refused the message, or the reply.</summary>
    public const string MessageBlocked = "message:blocked";

    /// <summary>The runtime evaluation of a reply.</summary>
    public const string MessageEvaluated = "message:evaluated";

    /// <summary>A tool that changes something waits for the user's yes.</summary>
    public const string ApprovalRequested = "approval:requested";

    /// <summary>An approval is no longer open: answered, expired, or overtaken by another message.</summary>
    public const string ApprovalResolved = "approval:resolved";

    /// <summary>The user has agreed, and a member of staff has to approve it as well.</summary>
    public const string ApprovalEscalated = "approval:escalated";

    /// <summary>What became of an approval that waited for staff.</summary>
    public const string ApprovalDecided = "approval:decided";

    /// <summary>A participant's message, for the other participants of the session and for its log.</summary>
    public const string UserMessage = "message:user";

    /// <summary>
    /// Events are missing here: they were dropped from the log before the client had them. In no log itself; its number is the last of
    /// those that are missing.
    /// </summary>
    public const string SessionGap = "session:gap";

    /// <summary>The conversation waits for a person.</summary>
    public const string HandoverQueued = "handover:queued";

    /// <summary>A person has the conversation.</summary>
    public const string HandoverClaimed = "handover:claimed";

    /// <summary>The assistant has the conversation again.</summary>
    public const string HandoverReturned = "handover:returned";

    /// <summary>The session takes no more messages.</summary>
    public const string SessionEnded = "session:ended";
}
