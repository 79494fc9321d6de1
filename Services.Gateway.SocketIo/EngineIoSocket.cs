using System.Buffers;
using Services.Gateway.SocketIo.EngineIo;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo;

/// <summary>A client of an Engine.IO endpoint without Socket.IO on top. Thread-safe; sends never block.</summary>
public sealed class EngineIoSocket
{
    private readonly EngineSession _session;

    internal EngineIoSocket(EngineSession session) => _session = session;

    /// <summary>The session's id.</summary>
    public string Id => _session.Id;

    /// <summary>The request that opened the session.</summary>
    public SocketIoRequest Request => _session.Request;

    /// <summary>What the application keeps with the client.</summary>
    public object? State { get; set; }

    /// <summary>Sends UTF-8 text; false if the client takes no more.</summary>
    public bool SendText(ReadOnlySpan<byte> text)
    {
        using var frame = OutboundFrame.Rent();
        frame.Write([EnginePacketType.Message]);
        frame.Write(text);
        return _session.Send(frame);
    }

    /// <summary>Sends bytes; false if the client takes no more.</summary>
    public bool SendBinary(ReadOnlyMemory<byte> bytes) => _session.SendBinary(bytes);

    /// <summary>Closes the session.</summary>
    public void Close() => _session.Close(SocketIoDisconnectReason.ServerDisconnected);
}

/// <summary>Takes a message of an Engine.IO client. The bytes end with the call; it must not block.</summary>
/// <param name="socket">Who sent it.</param>
/// <param name="message">What was sent.</param>
/// <param name="isBinary">False for UTF-8 text.</param>
public delegate void EngineIoMessageHandler(EngineIoSocket socket, ReadOnlyMemory<byte> message, bool isBinary);
