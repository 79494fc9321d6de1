using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>The namespace that all Socket.IO dialects share.</summary>
internal sealed class SocketNamespace
{
    /// <summary>The prefix of the rooms of those who speak the rooms dialect; some of its packets come ready from other gateways.</summary>
    public const string RoomPrefix = "room";

    private SocketIoNamespace? _namespace;

    /// <summary>The namespace; set before the first client.</summary>
    public SocketIoNamespace Namespace => _namespace ?? throw new InvalidOperationException("Socket.IO is not mapped.");

    public void Attach(SocketIoNamespace ns) => _namespace = ns;
}
