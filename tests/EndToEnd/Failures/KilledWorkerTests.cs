using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Failures;

/// <summary>Workers die in the middle of things; users get each reply once, and each effect happens once.</summary>
public sealed class KilledWorkerTests(PlatformFixture platform)
{
    private const int Replicas = 2;
    private const int MostRounds = 8;

    /// <summary>Milliseconds after the first sign of work, one for each try: the window is short and moves with the machine.</summary>
    private static readonly int[] Moments = [0, 25, 60, 120, 250];

    [Fact]
    public async Task Reply_WhoseWorkerIsKilled_CompletesOnce()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        var database = await Database.OpenAsync(platform);
        await using var clients = await OfficialClients.StartAsync();
        var first = await Conversation.StartAsync(clients, platform, customer);
        var hits = 0;
        for (var round = 0; round < 2 || (hits == 0 && round < MostRounds); round++)
        {
            // Several sessions, so that both replicas have turns in hand at the moment of the kill.
            var conversations = new List<Conversation>();
            while (conversations.Count < 4)
            {
                conversations.Add(await first.StartAnotherAsync());
            }

            var sent = await Task.WhenAll(
                conversations.Select(conversation => conversation.SendAsync($"Where is my order {customer.Orders[0]}?"))
            );
            await Task.WhenAny(sent.Select(acknowledged => first.ChunkAsync(acknowledged.ReplyId)));
            var killed = platform.Kill("orchestrator", Replicas, round % Replicas);
            var halfway = sent.Where(acknowledged => first.IsHalfway(acknowledged.ReplyId)).ToList();

            foreach (var (conversation, acknowledged) in conversations.Zip(sent))
            {
                Assert.Equal("message:complete", await conversation.EndingAsync(acknowledged.ReplyId));
                var reply = await conversation.ReplyAsync(acknowledged.ReplyId);
                conversation.AssertStreamedOnce(reply);
                Assert.Contains(customer.Orders[0], reply.GetProperty("content").GetString());
            }

            foreach (var acknowledged in halfway)
            {
                hits += await database.CountAttemptsAsync(acknowledged.ReplyId) > 1 ? 1 : 0;
            }

            await platform.WaitForSuccessorsAsync("orchestrator", Replicas, killed);
        }

        Assert.True(hits > 0, "No worker was killed in the middle of a reply.");
    }

    [Fact]
    public async Task CancelOrder_WhileWorkersAreKilled_CancelsAndRefundsOnce()
    {
        var customer = await Customer.SignInAsync(platform, 2);
        var database = await Database.OpenAsync(platform);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var hits = 0;
        for (var i = 0; i < Moments.Length; i++)
        {
            // One replica, the other, both: the last surely hits the one that has the turn.
            hits +=
                await CancelAsync(
                    await conversation.StartAnotherAsync(),
                    await database.AddPendingOrderAsync(customer),
                    database,
                    Moments[i],
                    (i % 3) switch
                    {
                        0 => [0],
                        1 => [1],
                        _ => [0, 1],
                    }
                ) > 1
                    ? 1
                    : 0;
        }

        Assert.True(hits > 0, "No worker was killed while it had the approved turn.");
    }

    [Fact]
    public async Task CancelOrder_WhileTheAgentsAreKilled_EndsOnceAndRefundsAtMostOnce()
    {
        var customer = await Customer.SignInAsync(platform, 3);
        var database = await Database.OpenAsync(platform);
        await using var clients = await OfficialClients.StartAsync();
        var first = await Conversation.StartAsync(clients, platform, customer);
        foreach (var moment in Moments)
        {
            var order = await database.AddPendingOrderAsync(customer);
            var conversation = await first.StartAnotherAsync();
            var approval = await conversation.RequestCancellationAsync(order);
            var reply = await conversation.AnswerAsync(approval, approved: true);
            await Task.Delay(moment, TestContext.Current.CancellationToken);
            var killed = platform.Kill("agents", 1, 0);

            // Whoever carries the tool out may stay away longer than a turn waits; then the customer is told so.
            var ending = await conversation.EndingAsync(reply);
            await platform.WaitForSuccessorsAsync("agents", 1, killed);

            var state = await database.ReadOrderAsync(order);
            if (ending == "message:complete" || state.Status != "pending")
            {
                state.AssertCancelledOnce();
            }
            else
            {
                Assert.Empty(state.Refunds);
            }
        }
    }

    /// <summary>Cancels an order while workers die; how many workers it took.</summary>
    private async Task<int> CancelAsync(Conversation conversation, string order, Database database, int moment, int[] which)
    {
        var approval = await conversation.RequestCancellationAsync(order);

        var reply = await conversation.AnswerAsync(approval, approved: true);
        await Task.Delay(moment, TestContext.Current.CancellationToken);
        var killed = platform.Kill("orchestrator", Replicas, which);
        Assert.Equal("message:complete", await conversation.EndingAsync(reply));
        await platform.WaitForSuccessorsAsync("orchestrator", Replicas, killed);

        conversation.AssertStreamedOnce(await conversation.ReplyAsync(reply));
        (await database.ReadOrderAsync(order)).AssertCancelledOnce();
        return await database.CountAttemptsAsync(reply);
    }
}
