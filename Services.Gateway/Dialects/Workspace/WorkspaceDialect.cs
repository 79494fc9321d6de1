using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>The workspace dialect over Socket.IO: which event goes where.</summary>
internal sealed class WorkspaceDialect(SocketRequestRunner requests, WorkspaceCommands commands) : ISocketEventHandlers
{
    public void Map(SocketIoNamespace ns) =>
        ns.On(WorkspaceEvents.ChatMessage, requests.Handler(commands.SendAsync, WorkspaceErrorEncoder.Instance))
            .On(WorkspaceEvents.CancelMessage, requests.Handler(commands.CancelAsync, WorkspaceErrorEncoder.Instance));
}
