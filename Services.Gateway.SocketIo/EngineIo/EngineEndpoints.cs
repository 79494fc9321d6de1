using System.Text;
using Microsoft.AspNetCore.Connections;
using Services.Gateway.SocketIo.EngineIo.Requests;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// Which Engine.IO server answers at which path, for connections that are taken before the HTTP pipeline. Filled before the server starts.
/// </summary>
internal sealed class EngineEndpoints(TimeProvider time) : IAsyncDisposable
{
    private readonly List<(byte[] Path, EngineServer Server)> _servers = [];

    /// <summary>Deadlines of connections that have not said anything yet.</summary>
    public HeartbeatWheel Wheel { get; } = new(time, TimeSpan.FromSeconds(1));

    public TimeProvider Time => time;

    public void Add(string pattern, EngineServer server) => _servers.Add((Encoding.ASCII.GetBytes(pattern.TrimEnd('/')), server));

    /// <summary>The session that the request asks for; null if it is for the HTTP pipeline.</summary>
    public ValueTask<EngineSession?> TryAcceptAsync(ConnectionContext connection, RequestHead head)
    {
        var path = head.Path.TrimEnd((byte)'/');
        foreach (var (served, server) in _servers)
        {
            if (path.SequenceEqual(served))
            {
                return server.TryAcceptAsync(connection, head);
            }
        }

        return ValueTask.FromResult<EngineSession?>(null);
    }

    public ValueTask DisposeAsync() => Wheel.DisposeAsync();
}
