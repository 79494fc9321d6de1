using Services.Contracts.Ids;
using Services.Gateway.SocketIo;

namespace Gateway.Host.Bench;

/// <summary>Replies that go straight to the socket and are kept nowhere.</summary>
internal sealed class DirectReplies(PacedReplyScheduler metronome, TimeProvider time)
{
    /// <summary>Written at once, before the client's connection must have taken it.</summary>
    private const int Batch = 512;

    /// <summary>Streams a reply without a delay to its end, or begins a paced one; false if too many are running.</summary>
    public async ValueTask<bool> ReplyAsync(SocketIoSocket socket, SessionId session, TurnId turn, int chunks, TimeSpan delay)
    {
        var reply = new DirectReply(socket, session, turn, chunks, time);
        if (delay > TimeSpan.Zero && chunks > 0)
        {
            return metronome.TryAdd(reply, delay);
        }

        while (reply.Write(Batch))
        {
            await socket.WhenDrained();
        }

        return true;
    }
}
