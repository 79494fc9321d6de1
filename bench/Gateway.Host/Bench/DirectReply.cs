using Services.Contracts.Ids;
using Services.Gateway.SocketIo;
using Services.Gateway.SocketIo.Transport;

namespace Gateway.Host.Bench;

/// <summary>One of them. Used by one thread at a time.</summary>
internal sealed class DirectReply(SocketIoSocket socket, SessionId session, TurnId turn, int chunks, TimeProvider time) : IPacedReply
{
    /// <summary>A client behind whom more waits misses no chunk, but its next ones wait for a later tick.</summary>
    private const int MostWaitingBytes = 256 * 1024;

    private readonly ChunkWriter _writer = new(session, turn.ReplyId);
    private readonly long _begun = time.GetTimestamp();
    private int _written;
    private int _due;

    /// <summary>Writes at most so many chunks, and the end after the last; true if there are more.</summary>
    public bool Write(int most)
    {
        using var scope = SendScope.Enter();
        var timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var end = Math.Min(chunks, _written + most); _written < end; _written++)
        {
            using var frame = OutboundFrame.Rent();
            _writer.WriteChunk(frame, _written, timestamp);
            if (!socket.Send(frame))
            {
                return false;
            }
        }

        if (_written < chunks)
        {
            return true;
        }

        using var last = OutboundFrame.Rent();
        _writer.WriteComplete(last, chunks, (long)time.GetElapsedTime(_begun).TotalMilliseconds);
        socket.Send(last);
        return false;
    }

    public bool OnTick(int due)
    {
        _due = Math.Min(_due + due, chunks);
        return socket.OutboundBytes > MostWaitingBytes ? socket.IsConnected : Write(_due - _written);
    }
}
