using System.Text.Json;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>An event or an answer as received. Owns the bytes until it is delivered or released.</summary>
internal sealed record DataPacket(SocketIoSocket Socket, InboundMessage Message, JsonDocument Document, ulong? AckId, bool IsEvent)
{
    /// <summary>
    /// An event queues for its handler. An answer does not: a handler may wait for it, and be what everything queues behind.
    /// </summary>
    public void Deliver(SocketIoConnection connection, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        if (IsEvent && !connection.IsDraining)
        {
            connection.Post(new EventWork(Socket, Message, Document, AckId, attachments, connection.Logger));
            return;
        }

        if (!IsEvent && AckId is { } id)
        {
            Socket.OnAnswer(id, new SocketIoAnswer(Document.RootElement.Clone(), attachments));
        }

        Release();
    }

    public void Release()
    {
        Document.Dispose();
        Message.Dispose();
    }
}
