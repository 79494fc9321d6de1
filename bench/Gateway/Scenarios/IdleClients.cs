using Gateway.Bench.Net;

namespace Gateway.Bench.Scenarios;

/// <summary>Clients that join and say nothing.</summary>
internal sealed class IdleClients(LoadLoop loop, string? token) : SocketIoClients(loop, token)
{
    protected override void OnPacket(LoadSocket socket, ReadOnlySpan<byte> packet) { }
}
