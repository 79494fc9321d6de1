using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Gateway.Host.Bench;

/// <summary>A plain <c>message</c> asks for what <c>message:send</c> does.</summary>
internal sealed class BenchDialect(SocketRequestRunner requests, BenchMessageHandler messages) : ISocketEventHandlers
{
    public void Map(SocketIoNamespace ns) => ns.On("message", requests.Handler(messages.SendAsync));
}
