using Services.Gateway.Requests;
using Services.Gateway.SocketIo;

namespace Gateway.Host.Bench;

/// <summary>A plain <c>message</c> asks for what <c>message:send</c> does.</summary>
internal sealed class BenchDialect(SocketRequests requests, BenchMessages messages) : ISocketDialect
{
    public void Map(SocketIoNamespace ns) => ns.On("message", requests.Handler(messages.SendAsync));
}
