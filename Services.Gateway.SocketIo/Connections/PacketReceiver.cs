using System.Text;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>Turns received messages into work, and closes the connection on anything that breaks the protocol.</summary>
internal sealed class PacketReceiver(SocketIoConnection connection) : IDisposable
{
    private BinaryAssembly? _assembly;

    private SocketIoOptions Options => connection.Options;

    /// <summary>Handles a message; true if it took over the bytes.</summary>
    public bool TryTake(InboundMessage message) => message.Kind switch
    {
        InboundKind.Binary => TakeAttachment(message),
        InboundKind.Text => TakeText(message),
        _ => false,
    };

    public void Dispose() => _assembly?.Dispose();

    private bool TakeText(InboundMessage message)
    {
        var text = message.Memory.Span;
        switch (text.IsEmpty ? (byte)0 : text[0])
        {
            case EnginePacketType.Message:
                return TakePacket(message);
            case EnginePacketType.Pong:
                connection.OnPong();
                return false;
            case EnginePacketType.Close:
                connection.Close(SocketIoDisconnectReason.TransportClosed);
                return false;
            case EnginePacketType.Open or EnginePacketType.Upgrade or EnginePacketType.Noop:
                return false;
            case EnginePacketType.Ping:
                return Broken("a client does not ping");
            default:
                return Broken("unknown packet type");
        }
    }

    private bool TakePacket(InboundMessage message)
    {
        if (_assembly is not null)
        {
            return Broken("attachments are due");
        }

        if (!SocketPacketDecoder.TryDecode(message.Memory.Span[1..], out var packet))
        {
            return Broken("malformed packet");
        }

        var payload = message.Memory[^packet.Payload.Length..];
        var ns = NameOf(packet.Namespace);
        switch (packet.Type)
        {
            case SocketPacketType.Connect:
                Connect(ns, payload);
                return false;
            case SocketPacketType.Disconnect when payload.IsEmpty:
                Disconnect(ns);
                return false;
            case SocketPacketType.Event or SocketPacketType.BinaryEvent or SocketPacketType.Ack or SocketPacketType.BinaryAck:
                return TakeData(message, packet, ns, payload);
            default:
                return Broken("unexpected packet");
        }
    }

    private void Connect(string ns, ReadOnlyMemory<byte> payload)
    {
        if (!SocketPacketDecoder.TryParsePayload(SocketPacketType.Connect, payload, Options.MaxJsonDepth, out var document))
        {
            Broken("malformed CONNECT");
            return;
        }

        using (document)
        {
            if (connection.FindNamespace(ns) is not { } found)
            {
                using var refused = PacketFrames.Refused(ns, "Invalid namespace", []);
                connection.Send(refused);
            }
            else if (!connection.TryReserve(ns))
            {
                Broken("unexpected CONNECT");
            }
            else
            {
                var auth = document?.RootElement.Clone() ?? default;
                connection.Post(new ConnectWork(connection, found, connection.HandshakeFor(ns, auth)));
            }
        }
    }

    private void Disconnect(string ns)
    {
        if (connection.FindSocket(ns) is { } socket)
        {
            connection.Leave(socket);
        }
    }

    private bool TakeData(InboundMessage message, SocketPacket packet, string ns, ReadOnlyMemory<byte> payload)
    {
        var socket = connection.FindSocket(ns);
        if (socket is null && connection.FindNamespace(ns) is null)
        {
            return Broken("unknown namespace");
        }

        if (packet.Attachments > Options.MaxAttachments)
        {
            return Broken("too many attachments");
        }

        if (!SocketPacketDecoder.TryParsePayload(packet.Type, payload, Options.MaxJsonDepth, out var document) || document is null)
        {
            return Broken("malformed payload");
        }

        if (socket is null)
        {
            document.Dispose();
            return Broken("not connected to the namespace");
        }

        if (packet.Attachments > 0)
        {
            _assembly = new BinaryAssembly(packet.IsEvent ? socket : null, message, document, packet.AckId, packet.Attachments, Options.MaxPayload);
            return true;
        }

        if (!packet.IsEvent)
        {
            document.Dispose();
            return false;
        }

        connection.Post(new EventWork(socket, message, document, packet.AckId, [], connection.Logger));
        return true;
    }

    private bool TakeAttachment(InboundMessage message)
    {
        if (_assembly is null)
        {
            return Broken("unexpected binary message");
        }

        if (!_assembly.TryAdd(message.Memory))
        {
            connection.Close(SocketIoDisconnectReason.PayloadTooLarge);
            return false;
        }

        if (_assembly.IsWhole)
        {
            if (_assembly.ToWork(connection.Logger) is { } work)
            {
                connection.Post(work);
            }

            _assembly = null;
        }

        return false;
    }

    private bool Broken(string detail)
    {
        connection.Close(SocketIoDisconnectReason.ProtocolError, detail);
        return false;
    }

    private static string NameOf(ReadOnlySpan<byte> ns) => ns.Length == 1 ? "/" : Encoding.UTF8.GetString(ns);
}
