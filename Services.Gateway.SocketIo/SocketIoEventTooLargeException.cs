namespace Services.Gateway.SocketIo;

/// <summary>
/// An event, an answer or a message is larger than <see cref="SocketIoOptions.MaxOutboundBytes"/>, so that it could never be sent. Nobody
/// was sent it, and nobody is disconnected.
/// </summary>
public sealed class SocketIoEventTooLargeException : InvalidOperationException
{
    internal SocketIoEventTooLargeException(long bytes, int maxBytes)
        : base($"{bytes} bytes are more than {nameof(SocketIoOptions)}.{nameof(SocketIoOptions.MaxOutboundBytes)} allows ({maxBytes}).")
    {
        Bytes = bytes;
        MaxBytes = maxBytes;
    }

    /// <summary>How large it is, attachments included.</summary>
    public long Bytes { get; }

    /// <summary>How large it may be.</summary>
    public int MaxBytes { get; }
}
