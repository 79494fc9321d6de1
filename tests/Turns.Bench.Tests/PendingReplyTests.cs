using Turns.Bench.Clients;

namespace Turns.Bench.Tests;

public sealed class PendingReplyTests
{
    private readonly PendingReply _reply = new("s");

    [Fact]
    public async Task End_OfACompleteReply_HasTheTimesOfFirstChunkAndEnd()
    {
        Take(10, "message:chunk");
        Take(20, "message:chunk");
        Take(30, "message:complete");

        Assert.Equal(new ReplyEnd(10, 30, null), await _reply.End);
    }

    [Fact]
    public async Task End_OfABlockedReply_SaysWhy()
    {
        Take(30, "message:blocked", ""","reason":"injection" """);

        Assert.Equal(new ReplyEnd(null, 30, "blocked injection"), await _reply.End);
    }

    [Fact]
    public async Task End_OfAFailedReply_HasTheCode()
    {
        Take(30, "message:error", ""","error":"AGENT_UNAVAILABLE" """);

        Assert.Equal(new ReplyEnd(null, 30, "error AGENT_UNAVAILABLE"), await _reply.End);
    }

    [Fact]
    public void Take_EventOfAnotherSession_IsPassedOver()
    {
        _reply.Take(new Arrival(Packet.Parse("""42["message:complete",{"sessionId":"other"}]""".AsMemory()), 1));

        Assert.False(_reply.End.IsCompleted);
    }

    private void Take(long at, string name, string more = "") =>
        _reply.Take(new Arrival(Packet.Parse($$"""42["{{name}}",{"sessionId":"s"{{more}}}]""".AsMemory()), at));
}
