using System.Text.Json;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Connections;

/// <summary>A packet whose attachments are still to come. A null socket means that it will be dropped once it is whole.</summary>
internal sealed class BinaryAssembly(SocketIoSocket? socket, InboundMessage message, JsonDocument document, ulong? ackId, int count, int maxBytes)
    : IDisposable
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

    /// <summary>The event, which takes over the bytes; null if the packet is to be dropped.</summary>
    public EventWork? ToWork(Microsoft.Extensions.Logging.ILogger logger)
    {
        if (socket is not null)
        {
            return new EventWork(socket, message, document, ackId, _attachments, logger);
        }

        Dispose();
        return null;
    }

    public void Dispose()
    {
        document.Dispose();
        message.Dispose();
    }
}
