using System.Diagnostics;
using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Failures;

/// <summary>One session that the database keeps waiting slows nobody else.</summary>
public sealed class LockedRowTests(PlatformFixture platform)
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Sessions_BesideSomeWhoseRowsAreLocked_AreServedAsEver()
    {
        var database = await Database.OpenAsync(platform);
        await using var clients = await OfficialClients.StartAsync();
        var (first, second) = (await Customer.SignInAsync(platform, 1), await Customer.SignInAsync(platform, 3));
        var locked = new List<Conversation>();
        foreach (var gateway in platform.Gateways)
        {
            locked.Add(await Conversation.StartAsync(await Conversation.ConnectAsync(clients, gateway, first)));
            locked.Add(await locked[^1].StartAnotherAsync());
        }

        var free = new List<Conversation>();
        foreach (var gateway in platform.Gateways)
        {
            free.Add(await Conversation.StartAsync(await Conversation.ConnectAsync(clients, gateway, second)));
            // What a service does for the first time takes longer.
            await free[^1].AskAsync("Which payment methods do I have?");
        }

        var slowest = TimeSpan.Zero;
        await using (await database.LockSessionsAsync(locked.Select(conversation => conversation.SessionId)))
        {
            var since = Stopwatch.GetTimestamp();
            foreach (var conversation in locked)
            {
                conversation.Socket.Emit("message:send", new { sessionId = conversation.SessionId, content = "Where is my order?" });
                conversation.Socket.Emit("message:send", new { sessionId = conversation.SessionId, content = "Hello?" });
            }

            while (Stopwatch.GetElapsedTime(since) < Held)
            {
                foreach (var conversation in free)
                {
                    var asked = Stopwatch.GetTimestamp();
                    await conversation.AskAsync("Which payment methods do I have?");
                    slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(asked).Ticks));
                }

                await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
            }
        }

        Assert.InRange(slowest, TimeSpan.Zero, Usual);
        // They are served again as soon as the database lets them.
        foreach (var conversation in locked)
        {
            await conversation.AskAsync("Which payment methods do I have?");
        }
    }
}
