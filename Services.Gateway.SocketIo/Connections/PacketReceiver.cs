using System.Text;
using Services.Gateway.SocketIo.Packets;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>Turns received messages into work, and closes the connection on anything that breaks the protocol.</summary>
internal sealed class PacketReceiver(SocketIoConnection connection)
{
    private BinaryAssembly? _assembly;
    private bool _hasAsked;

    private SocketIoOptions Options => connection.Options;

    /// <summary>Frees what waits for its attachments.</summary>
    public void Release()
    {
        _assembly?.Release();
        _assembly = null;
    }

    /// <summary>Handles a message packet; true if it took over the bytes.</summary>
    public bool TakePacket(InboundMessage message)
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
            case SocketPacketType.Connect when connection.IsDraining:
                return false;
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
        // What is wrong with one member is no reason not to read the others, the credentials among them.
        var readable = LoneSurrogates.Replace(payload);
        if (!SocketPacketDecoder.TryParsePayload(SocketPacketType.Connect, readable, Options.MaxJsonDepth, out var document))
        {
            Broken("malformed CONNECT");
            return;
        }

        using (document)
        {
            if (connection.Hub.FindNamespace(ns) is not { } found)
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
                connection.Post(
                    new ConnectWork(connection, found, new SocketIoHandshake(ns, auth, connection.Request, IsFirst: !_hasAsked))
                );
                _hasAsked = true;
            }
        }
    }

    private void Disconnect(string ns)
    {
        if (connection.FindSocket(ns) is { } socket)
        {
            connection.Leave(socket);
        }
        else
        {
            Broken("not connected to the namespace");
        }
    }

    private bool TakeData(InboundMessage message, SocketPacket packet, string ns, ReadOnlyMemory<byte> payload)
    {
        var socket = connection.FindSocket(ns);
        if (socket is null && connection.Hub.FindNamespace(ns) is null)
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

        var received = new DataPacket(socket, message, document, packet.AckId, packet.IsEvent);
        if (packet.Attachments == 0)
        {
            received.Deliver(connection, []);
            return true;
        }

        if (!Placeholders.Fit(document.RootElement, packet.Attachments))
        {
            document.Dispose();
            return Broken("placeholders that do not fit the attachments");
        }

        _assembly = new BinaryAssembly(received, packet.Attachments, Options.MaxPayload);
        return true;
    }

    /// <summary>Handles a binary message: the next attachment of the packet before it. Its bytes are copied.</summary>
    public void TakeAttachment(InboundMessage message)
    {
        if (_assembly is null)
        {
            Broken("unexpected binary message");
            return;
        }

        if (!_assembly.TryAdd(message.Memory))
        {
            connection.Close(SocketIoDisconnectReason.PayloadTooLarge);
            return;
        }

        if (_assembly.IsWhole)
        {
            var whole = _assembly;
            _assembly = null;
            whole.Deliver(connection);
        }
    }

    private bool Broken(string detail)
    {
        connection.Close(SocketIoDisconnectReason.ProtocolError, detail);
        return false;
    }

    private static string NameOf(ReadOnlySpan<byte> ns) => ns.Length == 1 ? "/" : Encoding.UTF8.GetString(ns);
}
