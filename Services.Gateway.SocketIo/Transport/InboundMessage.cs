using System.Buffers;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>What came from the peer.</summary>
public enum InboundKind
{
    /// <summary>The connection is over: closed by either side, cut, or broken.</summary>
    Closed,

    /// <summary>A UTF-8 message.</summary>
    Text,

    /// <summary>A binary message.</summary>
    Binary,

    /// <summary>A message above the limit; the connection is being closed with 1009.</summary>
    TooLarge,

    /// <summary>What is no WebSocket traffic; the connection is being closed with the code that says why.</summary>
    Violation,
}

/// <summary>A received message in a pooled buffer; whoever has it disposes it once.</summary>
public readonly struct InboundMessage : IDisposable
{
    private readonly byte[]? _buffer;
    private readonly int _length;

    internal InboundMessage(InboundKind kind, byte[]? buffer = null, int length = 0)
    {
        Kind = kind;
        _buffer = buffer;
        _length = length;
    }

    /// <summary>What it is.</summary>
    public InboundKind Kind { get; }

    /// <summary>The content, valid until disposed.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }
}
