namespace Services.Gateway.Dialects.Workspace;

/// <summary>Names of the workspace dialect.</summary>
internal static class WorkspaceEvents
{
    public const string ChatMessage = "chat_message";
    public const string CancelMessage = "cancel_message";
    public const string ChatChunk = "chat_chunk";
    public const string ChatComplete = "chat_complete";
    public const string ChatError = "chat_error";
    public const string Error = "error";
}
