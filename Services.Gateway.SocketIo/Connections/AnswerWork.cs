using System.Text.Json;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>A client's answer to an event of the server.</summary>
internal sealed class AnswerWork(
    SocketIoSocket socket, InboundMessage message, JsonDocument document, ulong id, IReadOnlyList<ReadOnlyMemory<byte>> attachments) : InboundWork
{
    public override ValueTask RunAsync()
    {
        using (message)
        using (document)
        {
            socket.OnAnswer(id, new SocketIoAnswer(document.RootElement.Clone(), attachments));
        }

        return ValueTask.CompletedTask;
    }
}
