using Services.Contracts.Ids;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>The namespace that all Socket.IO dialects share.</summary>
internal sealed class SocketNamespace
{
    /// <summary>The prefix of <see cref="RoomOf"/>.</summary>
    public const string RoomPrefix = "room";

    private SocketIoNamespace? _namespace;

    /// <summary>The namespace; set before the first client.</summary>
    public SocketIoNamespace Namespace => _namespace ?? throw new InvalidOperationException("Socket.IO is not mapped.");

    /// <summary>The Socket.IO room of those who speak the rooms dialect, whose packets come ready from Redis.</summary>
    public static string RoomOf(SessionId session) => $"{RoomPrefix}:{session}";

    public void Attach(SocketIoNamespace ns) => _namespace = ns;
}
