using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>The workspace dialect over Socket.IO: which event goes where.</summary>
internal sealed class WorkspaceDialect(SocketRequests requests, WorkspaceCommands commands) : ISocketDialect
{
    public void Map(SocketIoNamespace ns) =>
        ns.On(WorkspaceEvents.ChatMessage, requests.Handler(commands.SendAsync, WorkspaceErrorForm.Instance))
            .On(WorkspaceEvents.CancelMessage, requests.Handler(commands.CancelAsync, WorkspaceErrorForm.Instance));
}
