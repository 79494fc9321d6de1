namespace Services.Gateway.Dialects.Sessions;

/// <summary>Names of the session dialect that are no entries of the log.</summary>
internal static class SessionEvents
{
    public const string SessionCreate = "session:create";
    public const string SessionCreated = "session:created";
    public const string SessionJoin = "session:join";
    public const string SessionJoined = "session:joined";
    public const string SessionLeave = "session:leave";
    public const string SessionLeft = "session:left";
    public const string SessionEnd = "session:end";
    public const string MessageSend = "message:send";
    public const string MessageAck = "message:ack";
    public const string MessageCancel = "message:cancel";
    public const string TypingStart = "typing:start";
    public const string TypingStop = "typing:stop";
    public const string TypingStatus = "typing:status";
    public const string PresenceStatus = "presence:status";
    public const string HandoverRequest = "handover:request";
    public const string HandoverClaim = "handover:claim";
    public const string HandoverReturn = "handover:return";
    public const string ApprovalRespond = "approval:respond";
}
