namespace Services.Gateway.SocketIo.Connections;

/// <summary>A packet whose attachments are still to come.</summary>
internal sealed class BinaryAssembly(DataPacket packet, int count, int maxBytes)
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

    /// <summary>Hands the whole packet on.</summary>
    public void Deliver(SocketIoConnection connection) => packet.Deliver(connection, _attachments);

    /// <summary>Frees the bytes of a packet that will not become whole.</summary>
    public void Release() => packet.Release();
}
