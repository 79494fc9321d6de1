using Services.Contracts.Events;
using Services.Conversations.EventLog;
using Services.Gateway.EventStreams;

namespace Services.Gateway.Tests.Sessions;

public sealed class EventStreamSubscriberTests
{
    private static readonly LogEntry Entry = new(1, EventNames.MessageChunk, "{}"u8.ToArray(), null);

    [Fact]
    public async Task WhenDrained_WhileTheReaderDrains_Completes()
    {
        const int Rounds = 200_000;
        var member = new EventStreamSubscriber("u1");
        var reading = Task.Run(() => ReadAsync(member));

        for (var i = 0; i < Rounds; i++)
        {
            member.Deliver(Entry);
            await member.WhenDrained().WaitAsync(TimeSpan.FromSeconds(15));
        }

        member.End();
        Assert.Equal(Rounds, await reading);
    }

    [Fact]
    public void WhenDrained_OfWhatWaits_CompletesOnceItIsWritten()
    {
        var member = new EventStreamSubscriber("u1");
        member.Deliver(Entry);
        var drained = member.WhenDrained();

        Assert.True(member.Entries.TryRead(out _));
        Assert.False(drained.IsCompleted);
        member.OnDrained();

        Assert.True(drained.IsCompleted);
        Assert.True(member.WhenDrained().IsCompleted);
    }

    private static async Task<int> ReadAsync(EventStreamSubscriber member)
    {
        var count = 0;
        while (await member.Entries.WaitToReadAsync())
        {
            while (member.Entries.TryRead(out _))
            {
                count++;
            }

            member.OnDrained();
        }

        return count;
    }
}
