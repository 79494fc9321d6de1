using System.Text.Json;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>A packet whose attachments are still to come.</summary>
internal sealed class BinaryAssembly(
    SocketIoSocket socket, InboundMessage message, JsonDocument document, ulong? ackId, bool isEvent, int count, int maxBytes)
{
    private readonly List<ReadOnlyMemory<byte>> _attachments = [];
    private int _bytes;

    /// <summary>True once all attachments are there.</summary>
    public bool IsWhole => _attachments.Count == count;

    /// <summary>Copies an attachment; false if they have become too large.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> attachment)
    {
        _bytes += attachment.Length;
        if (_bytes > maxBytes)
        {
            return false;
        }

        _attachments.Add(attachment.ToArray());
        return true;
    }

    /// <summary>What is to be done with the packet; it takes over the bytes.</summary>
    public InboundWork ToWork(ILogger logger) => isEvent
        ? new EventWork(socket, message, document, ackId, _attachments, logger)
        : new AnswerWork(socket, message, document, ackId.GetValueOrDefault(), _attachments);

    /// <summary>Frees the bytes of a packet that will not become whole.</summary>
    public void Release()
    {
        document.Dispose();
        message.Dispose();
    }
}
