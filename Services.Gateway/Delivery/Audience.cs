using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Delivery;

/// <summary>
/// Who is told: one socket, or a room of sockets but one; by default nobody. An event is written once, however many they are. An event of a
/// log carries the place in the log behind it (<see cref="Place"/>), from which a client that comes back goes on.
/// </summary>
internal readonly struct Audience
{
    private readonly SocketIoSocket? _only;
    private readonly SocketIoNamespace? _namespace;
    private readonly string _room;
    private readonly SocketIoSocket? _except;
    private readonly string? _place;

    private Audience(SocketIoSocket? only, SocketIoNamespace? ns, string room, SocketIoSocket? except, string? place)
    {
        _only = only;
        _namespace = ns;
        _room = room;
        _except = except;
        _place = place;
    }

    public static Audience Of(SocketIoSocket socket, string? place = null) => new(socket, null, "", null, place);

    public static Audience In(SocketIoNamespace ns, string room, SocketIoSocket? except = null, string? place = null) =>
        new(null, ns, room, except, place);

    /// <summary>The same but for the socket with that id, if there is one.</summary>
    public Audience Without(string? socketId)
    {
        if (_only is not null)
        {
            return _only.Id == socketId ? default : this;
        }

        var except = socketId is null ? null : _namespace?.SocketsIn(_room).FirstOrDefault(socket => socket.Id == socketId);
        return except is null ? this : In(_namespace!, _room, except, _place);
    }

    /// <summary>Sends an event; returns to how many, none if it is too large to be sent, which is logged.</summary>
    public int Emit<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        try
        {
            return _only is { } socket
                ? Count(socket.EmitAt(name, argument, type, _place))
                : _namespace?.Emit(_room, name, argument, type, _except, _place) ?? 0;
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
                ? Count(socket.EmitRaw(name, argument, _place))
                : _namespace?.EmitRaw(_room, name, argument, _place, _except) ?? 0;
        }
        catch (SocketIoEventTooLargeException)
        {
            return 0;
        }
    }

    private static int Count(bool isSent) => isSent ? 1 : 0;
}
