using Services.Contracts.Ids;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Delivery;

/// <summary>The Socket.IO rooms of the sessions: one broadcast, framed once, reaches every socket that follows a session.</summary>
internal sealed class SessionRooms
{
    private SocketIoNamespace? _sockets;

    /// <summary>The namespace that the session dialect speaks in.</summary>
    public void Attach(SocketIoNamespace ns) => _sockets = ns;

    /// <summary>The room of a session.</summary>
    public static string NameOf(SessionId session) => $"session:{session}";

    /// <summary>Sends an event to a room; returns to how many sockets.</summary>
    public int Broadcast(string room, string name, ReadOnlySpan<byte> payload, SocketIoSocket? except = null) =>
        _sockets?.EmitRaw(room, name, payload, except) ?? 0;
}
