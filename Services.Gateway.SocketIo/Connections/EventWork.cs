using System.Text.Json;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>An event for its handler. Owns the received bytes.</summary>
internal sealed class EventWork(
    SocketIoSocket socket,
    InboundMessage message,
    JsonDocument document,
    ulong? ackId,
    IReadOnlyList<ReadOnlyMemory<byte>> attachments,
    ILogger logger
) : InboundWork
{
    public override int Bytes => message.Memory.Length + attachments.Sum(attachment => attachment.Length);

    public override async ValueTask RunAsync()
    {
        using (message)
        using (document)
        {
            if (!socket.IsConnected)
            {
                return;
            }

            var received = new SocketIoEvent(socket, document.RootElement, ackId, attachments, message.Memory.Length);
            try
            {
                socket.Namespace.Any?.Invoke(received);
                if (socket.Namespace.Find(received.Name) is { } handler)
                {
                    await handler(received);
                }
            }
            catch (Exception failure)
            {
                logger.LogHandlerFailed(failure, socket.Namespace.Name, socket.Id);
                await NotifyFailedAsync(received, failure);
            }
        }
    }

    private async ValueTask NotifyFailedAsync(SocketIoEvent received, Exception failure)
    {
        if (socket.Namespace.Failed is not { } failed)
        {
            return;
        }

        try
        {
            await failed(received, failure);
        }
        catch (Exception second)
        {
            logger.LogHandlerFailed(second, socket.Namespace.Name, socket.Id);
        }
    }
}
