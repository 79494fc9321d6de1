using EndToEnd.Clients;
using Switchboard.Testing;

namespace EndToEnd.Turns;

/// <summary>What the guide for clients shows, works.</summary>
public sealed class GuideTests(PlatformFixture platform)
{
    [Fact]
    public async Task Example_OfTheGuide_StreamsRepliesAndAnswersApprovals()
    {
        var customer = await Customer.SignInAsync(platform, 2);
        var order = await (await Database.OpenAsync(platform)).AddPendingOrderAsync(customer);
        using var client = await GuideClient.StartAsync(platform.Gateway, customer.UserId);
        await client.ReadUntilAsync("[session ");

        await client.TypeAsync($"Where is my order {order}?");
        var reply = await client.ReadUntilAsync("[order, ");
        await client.TypeAsync($"Please cancel my order {order}, I no longer need it.");
        var question = await client.ReadUntilAsync("yes or no?]");
        await client.TypeAsync("no");
        await client.ReadUntilAsync("[rejected]");

        Assert.Contains($"**{order}**", reply);
        Assert.Contains($"[Cancel order {order} ", question);
    }
}
