using Services.Gateway.Access.RateLimits;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>The workspace dialect over Socket.IO: which event goes where.</summary>
internal sealed class WorkspaceDialect(WorkspaceCommands workspace) : ISocketEventHandlers
{
    public void Map(SocketCommands commands) =>
        commands
            .On(WorkspaceEvents.ChatMessage, RequestKind.Message, workspace.SendAsync, WorkspaceErrorEncoder.Instance)
            .On(WorkspaceEvents.CancelMessage, RequestKind.Control, workspace.CancelAsync, WorkspaceErrorEncoder.Instance);
}
