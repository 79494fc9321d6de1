using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <summary>
/// A choice of sockets of a namespace, and what can be done with them: <c>ns.To("a", "b").Except("c").Emit("news", "text", 1)</c>. Each
/// socket is sent an event once, however many of the rooms it is in. Who is meant is looked up at every call. Immutable and thread-safe.
/// </summary>
public sealed class SocketIoBroadcast
{
    private readonly SocketIoNamespace _namespace;
    private readonly string[] _rooms;
    private readonly string[] _except;
    private readonly bool _isVolatile;

    internal SocketIoBroadcast(SocketIoNamespace ns, string[] rooms)
        : this(ns, rooms, [], isVolatile: false) { }

    private SocketIoBroadcast(SocketIoNamespace ns, string[] rooms, string[] except, bool isVolatile)
    {
        _namespace = ns;
        _rooms = rooms;
        _except = except;
        _isVolatile = isVolatile;
    }

    /// <summary>Clients that do not keep up miss what is sent, and none is disconnected for it.</summary>
    public SocketIoBroadcast Volatile => new(_namespace, _rooms, _except, isVolatile: true);

    /// <summary>Also everybody in these rooms.</summary>
    public SocketIoBroadcast To(params ReadOnlySpan<string> rooms) => new(_namespace, [.. _rooms, .. rooms], _except, _isVolatile);

    /// <summary>Nobody who is in one of these rooms.</summary>
    public SocketIoBroadcast Except(params ReadOnlySpan<string> rooms) => new(_namespace, _rooms, [.. _except, .. rooms], _isVolatile);

    /// <summary>Not that socket.</summary>
    public SocketIoBroadcast Except(SocketIoSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return Except(socket.Id);
    }

    /// <summary>Sends an event with any number of arguments, bytes among them, serialised once; returns to how many.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public int Emit(string name, params ReadOnlySpan<SocketIoArgument> arguments)
    {
        using var frame = PacketFrames.Of(SocketPacketType.Event, _namespace.Name, null, name, arguments, Offset());
        return Send(frame, isBuffered: true);
    }

    /// <summary>Sends an event with one argument, serialised once; returns to how many.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public int Emit<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, _namespace.Name, null, name, argument, type, Offset());
        return Send(frame, isBuffered: true);
    }

    /// <summary>Sends an event with the arguments of a received one, binary ones included; returns to how many.</summary>
    public int EmitArguments(string name, SocketIoEvent received)
    {
        ArgumentNullException.ThrowIfNull(received);
        using var frame = PacketFrames.Arguments(SocketPacketType.Event, _namespace.Name, null, name, received.Arguments, Offset());
        return Send(frame, isBuffered: true);
    }

    /// <summary>
    /// Sends an event, and collects the answers of all whom it was sent to; completes when each has answered, is gone, or the time is over.
    /// </summary>
    public async Task<SocketIoAnswers> EmitWithAckAsync(
        string name,
        TimeSpan timeout,
        SocketIoArgument[] arguments,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var sockets = FetchSockets();
        var answers = await Task.WhenAll(sockets.Select(socket => AnswerOfAsync(socket, name, timeout, arguments, cancellationToken)));
        return new SocketIoAnswers([.. answers.OfType<SocketIoAnswer>()], [.. sockets.Where((_, i) => answers[i] is null)]);
    }

    /// <summary>The sockets that are meant, at this moment; of this server only.</summary>
    public IReadOnlyList<SocketIoSocket> FetchSockets()
    {
        if (_rooms.Length == 0 && _except.Length == 0)
        {
            return [.. _namespace.Sockets];
        }

        var found = new HashSet<SocketIoSocket>(_rooms.Length == 0 ? _namespace.Sockets : _rooms.SelectMany(_namespace.SocketsIn));
        found.ExceptWith(_except.SelectMany(_namespace.SocketsIn));
        return [.. found];
    }

    /// <summary>Lets all of them enter a room; returns how many did.</summary>
    public int Join(string room) => FetchSockets().Count(socket => socket.Join(room));

    /// <summary>Lets all of them leave a room; returns how many did.</summary>
    public int Leave(string room) => FetchSockets().Count(socket => socket.Leave(room));

    /// <summary>Disconnects all of them, as <see cref="SocketIoSocket.Disconnect"/> does.</summary>
    public void Disconnect(string reason, bool closeConnection = true)
    {
        foreach (var socket in FetchSockets())
        {
            socket.Disconnect(reason, closeConnection);
        }
    }

    internal int Send(OutboundFrame frame, bool isBuffered) =>
        isBuffered && !_isVolatile && _namespace.Recovery is { } recovery
            ? recovery.Send(frame, _rooms, _except, () => SendNow(frame))
            : SendNow(frame);

    private int SendNow(OutboundFrame frame)
    {
        var sent = 0;
        foreach (var socket in FetchSockets())
        {
            sent += (_isVolatile ? socket.SendVolatile(frame) : socket.Send(frame)) ? 1 : 0;
        }

        return sent;
    }

    private string? Offset() => _isVolatile ? null : _namespace.NextOffset();

    /// <summary>Null if the socket does not answer.</summary>
    private static async Task<SocketIoAnswer?> AnswerOfAsync(
        SocketIoSocket socket,
        string name,
        TimeSpan timeout,
        SocketIoArgument[] arguments,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await socket.EmitWithAckAsync(name, timeout, cancellationToken, arguments);
        }
        catch (Exception failure) when (failure is TimeoutException or IOException)
        {
            return null;
        }
    }
}
