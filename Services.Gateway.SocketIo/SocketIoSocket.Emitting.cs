using System.Text.Json.Serialization.Metadata;
using Services.Gateway.SocketIo.Connections;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Recovery;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <content>What is sent to the client.</content>
public sealed partial class SocketIoSocket
{
    /// <summary>
    /// Sends an event with any number of arguments, bytes among them; false if the client takes no more.
    /// </summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public bool Emit(string name, params ReadOnlySpan<SocketIoArgument> arguments)
    {
        using var frame = PacketFrames.Of(SocketPacketType.Event, Namespace.Name, null, name, arguments, Namespace.NextOffset());
        return SendBuffered(frame);
    }

    /// <summary>Sends an event with one argument; false if the client takes no more.</summary>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public bool Emit<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, null, name, argument, type, Namespace.NextOffset());
        return SendBuffered(frame);
    }

    /// <summary>
    /// Sends an event with one argument and, behind it, the offset in the stream that the client is at with it, for an application that
    /// recovers clients by itself.
    /// </summary>
    public bool EmitAt<T>(string name, T argument, JsonTypeInfo<T> type, ReadOnlySpan<char> offset)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, null, name, argument, type, offset);
        return Send(frame);
    }

    /// <summary>Sends an event if the client keeps up; false if it was dropped. The client is never disconnected for it.</summary>
    public bool EmitVolatile(string name, params ReadOnlySpan<SocketIoArgument> arguments)
    {
        using var frame = PacketFrames.Of(SocketPacketType.Event, Namespace.Name, null, name, arguments);
        return SendVolatile(frame);
    }

    /// <summary>The same with one argument.</summary>
    public bool EmitVolatile<T>(string name, T argument, JsonTypeInfo<T> type)
    {
        using var frame = PacketFrames.Typed(SocketPacketType.Event, Namespace.Name, null, name, argument, type);
        return SendVolatile(frame);
    }

    /// <summary>
    /// Sends an event whose one argument is already UTF-8 JSON; it is not looked at. <paramref name="offset"/>, if given, goes behind it,
    /// where clients look for their offset in the stream when they come back.
    /// </summary>
    public bool EmitRaw(string name, ReadOnlySpan<byte> argumentJson, ReadOnlySpan<char> offset = default)
    {
        var own = offset.IsEmpty ? Namespace.NextOffset() : null;
        using var frame = PacketFrames.Raw(Namespace.Name, name, argumentJson, own ?? offset);
        return own is null ? Send(frame) : SendBuffered(frame);
    }

    /// <summary>Sends an event with the arguments of a received one, binary ones included, as an echo does.</summary>
    public bool EmitArguments(string name, SocketIoEvent received)
    {
        ArgumentNullException.ThrowIfNull(received);
        using var frame = PacketFrames.Arguments(
            SocketPacketType.Event,
            Namespace.Name,
            null,
            name,
            received.Arguments,
            Namespace.NextOffset()
        );
        return SendBuffered(frame);
    }

    /// <summary>Sends a packet that was framed before: an Engine.IO message such as <c>42["name",{…}]</c>.</summary>
    public bool Send(OutboundFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return Watched(frame, IsConnected && _connection.Send(frame));
    }

    /// <summary>
    /// Sends an event and waits for the client's answer, which may be awaited in a handler of the same client: answers overtake the events
    /// that queue behind it, as long as these are fewer than <see cref="SocketIoOptions.MaxPendingEvents"/>. From there on nothing is read
    /// until the handler goes on.
    /// </summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    /// <exception cref="IOException">The socket is gone, before or while it waits, or has too many answers outstanding.</exception>
    /// <exception cref="SocketIoEventTooLargeException">It is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>.</exception>
    public Task<SocketIoAnswer> EmitWithAckAsync(string name, TimeSpan timeout, params ReadOnlySpan<SocketIoArgument> arguments) =>
        EmitWithAckAsync(name, timeout, CancellationToken.None, arguments);

    /// <inheritdoc cref="EmitWithAckAsync(string, TimeSpan, ReadOnlySpan{SocketIoArgument})"/>
    public Task<SocketIoAnswer> EmitWithAckAsync(
        string name,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        params ReadOnlySpan<SocketIoArgument> arguments
    )
    {
        var pending = Expect();
        try
        {
            using var frame = PacketFrames.Of(SocketPacketType.Event, Namespace.Name, pending.Id, name, arguments);
            return WaitAsync(pending, Send(frame), timeout, cancellationToken);
        }
        catch
        {
            pending.Remove();
            throw;
        }
    }

    /// <inheritdoc cref="EmitWithAckAsync(string, TimeSpan, ReadOnlySpan{SocketIoArgument})"/>
    public Task<SocketIoAnswer> EmitWithAckAsync<T>(
        string name,
        T argument,
        JsonTypeInfo<T> type,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    ) => EmitWithAckAsync(name, timeout, cancellationToken, SocketIoArgument.Of(argument, type));

    /// <summary>Everybody in these rooms but this socket; with no room, everybody in the namespace but this socket.</summary>
    public SocketIoBroadcast To(params ReadOnlySpan<string> rooms) => Namespace.To(rooms).Except(this);

    internal bool SendVolatile(OutboundFrame frame) => Watched(frame, IsConnected && _connection.SendVolatile(frame));

    internal PendingAnswer Expect() => AnswersOrNew().Expect();

    /// <summary>Waits for the answer to an event that was sent, or not.</summary>
    internal async Task<SocketIoAnswer> WaitAsync(PendingAnswer pending, bool isSent, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return isSent
                ? await pending.Answer.WaitAsync(timeout, _connection.Server.Time, cancellationToken)
                : throw new IOException("The socket is disconnected.");
        }
        finally
        {
            pending.Remove();
        }
    }

    /// <summary>Shows an event that was sent to whoever watches; nothing is read unless somebody does.</summary>
    private bool Watched(OutboundFrame frame, bool isSent)
    {
        if (Namespace.AnyOutgoing is { } watcher && isSent && SocketIoSentEvent.TryRead(this, frame, out var sent))
        {
            watcher(sent);
        }

        return isSent;
    }

    /// <summary>Sends an event that the namespace keeps, if it keeps events for clients that come back.</summary>
    private bool SendBuffered(OutboundFrame frame) => Namespace.Recovery is { } recovery ? SendBuffered(recovery, frame) : Send(frame);

    private bool SendBuffered(RecoveryBuffer recovery, OutboundFrame frame) =>
        recovery.Send(frame, [Id], [], () => Send(frame) ? 1 : 0) == 1;
}
