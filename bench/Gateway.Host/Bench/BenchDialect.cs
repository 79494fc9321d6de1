using Services.Gateway.Access.RateLimits;
using Services.Gateway.Requests;

namespace Gateway.Host.Bench;

/// <summary>A plain <c>message</c> asks for what <c>message:send</c> does.</summary>
internal sealed class BenchDialect(BenchMessageHandler messages) : ISocketEventHandlers
{
    public void Map(SocketCommands commands) => commands.On("message", RequestKind.Message, messages.SendAsync);
}
