using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Delivery;

/// <summary>Who is told: one socket, or a room of sockets but one. An event is written once, however many they are.</summary>
internal readonly struct Audience
{
    private readonly SocketIoSocket? _only;
    private readonly SocketIoNamespace? _namespace;
    private readonly string _room;
    private readonly SocketIoSocket? _except;

    private Audience(SocketIoSocket? only, SocketIoNamespace? ns, string room, SocketIoSocket? except)
    {
        _only = only;
        _namespace = ns;
        _room = room;
        _except = except;
    }

    public static Audience Of(SocketIoSocket socket) => new(socket, null, "", null);

    public static Audience In(SocketIoNamespace ns, string room, SocketIoSocket? except = null) => new(null, ns, room, except);

    /// <summary>Sends an event; returns to how many.</summary>
    public int Emit<T>(string name, T argument, JsonTypeInfo<T> type) =>
        _only is { } socket ? Count(socket.Emit(name, argument, type)) : _namespace!.Emit(_room, name, argument, type, _except);

    /// <summary>Sends an event whose one argument is UTF-8 JSON already; returns to how many.</summary>
    public int EmitRaw(string name, ReadOnlySpan<byte> argument) =>
        _only is { } socket ? Count(socket.EmitRaw(name, argument)) : _namespace!.EmitRaw(_room, name, argument, except: _except);

    private static int Count(bool isSent) => isSent ? 1 : 0;
}
