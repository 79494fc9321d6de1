using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Recovery;

/// <summary>An event that was sent, and to whom; no rooms are everybody.</summary>
internal sealed class BufferedEvent(string offset, OutboundFrame frame, string[] rooms, string[] except, long sentAt)
{
    public string Offset { get; } = offset;

    public byte[] Packet { get; } = frame.Payload.ToArray();

    public ReadOnlyMemory<byte>[] Attachments { get; } = CopyOf(frame.Attachments);

    public long SentAt { get; } = sentAt;

    /// <summary>How many bytes it holds.</summary>
    public long Size { get; } = frame.Size;

    /// <summary>True if a socket that was in these rooms would have been sent it.</summary>
    public bool IsFor(IReadOnlySet<string> joined) => (rooms.Length == 0 || rooms.Any(joined.Contains)) && !except.Any(joined.Contains);

    /// <summary>The sender may use its bytes again.</summary>
    private static ReadOnlyMemory<byte>[] CopyOf(ReadOnlySpan<ReadOnlyMemory<byte>> attachments)
    {
        var copies = new ReadOnlyMemory<byte>[attachments.Length];
        for (var i = 0; i < copies.Length; i++)
        {
            copies[i] = attachments[i].ToArray();
        }

        return copies;
    }
}
