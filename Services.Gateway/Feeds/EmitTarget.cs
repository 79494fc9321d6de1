using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Feeds;

/// <summary>
/// Who gets an event: one socket, or a room of sockets but one; by default nobody. An event is written once, however many they are. An
/// event of a log carries the offset in the log behind it (<see cref="OffsetFormat"/>), from which a client that comes back goes on.
/// </summary>
internal readonly struct EmitTarget
{
    private readonly SocketIoSocket? _only;
    private readonly SocketIoNamespace? _namespace;
    private readonly string _room;
    private readonly SocketIoSocket? _except;
    private readonly string? _offset;

    private EmitTarget(SocketIoSocket? only, SocketIoNamespace? ns, string room, SocketIoSocket? except, string? offset)
    {
        _only = only;
        _namespace = ns;
        _room = room;
        _except = except;
        _offset = offset;
    }

    public static EmitTarget Of(SocketIoSocket socket, string? offset = null) => new(socket, null, "", null, offset);

    public static EmitTarget In(SocketIoNamespace ns, string room, SocketIoSocket? except = null, string? offset = null) =>
        new(null, ns, room, except, offset);

    /// <summary>The same but for the socket with that id, if there is one.</summary>
    public EmitTarget Without(string? socketId)
    {
        if (_only is not null)
        {
            return _only.Id == socketId ? default : this;
        }

        var except = socketId is null ? null : _namespace?.SocketsIn(_room).FirstOrDefault(socket => socket.Id == socketId);
        return except is null ? this : In(_namespace!, _room, except, _offset);
    }

    /// <summary>Sends an event; returns to how many, none if it is too large to be sent, which is logged.</summary>
    public int Emit<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        try
        {
            return _only is { } socket
                ? Count(socket.EmitAt(name, argument, type, _offset))
                : _namespace?.Emit(_room, name, argument, type, _except, _offset) ?? 0;
        }
        catch (SocketIoEventTooLargeException)
        {
            return 0;
        }
    }

    /// <summary>Sends an event whose one argument is UTF-8 JSON already; returns to how many, as the other.</summary>
    public int EmitRaw(string name, ReadOnlySpan<byte> argument)
    {
        try
        {
            return _only is { } socket
                ? Count(socket.EmitRaw(name, argument, _offset))
                : _namespace?.EmitRaw(_room, name, argument, _offset, _except) ?? 0;
        }
        catch (SocketIoEventTooLargeException)
        {
            return 0;
        }
    }

    private static int Count(bool isSent) => isSent ? 1 : 0;
}
