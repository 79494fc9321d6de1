using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Turns;

/// <summary>A turn, as the official Socket.IO client sees it.</summary>
public sealed class OfficialClientTests(PlatformFixture platform)
{
    [Fact]
    public async Task MessageSend_WithACallback_StreamsChunksThatMakeUpTheReply()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);

        var acknowledged = await conversation.SendAsync($"Where is my order {customer.Orders[0]}?");
        var reply = await conversation.ReplyAsync(acknowledged.ReplyId);

        conversation.AssertStreamedOnce(reply);
        Assert.Contains(customer.Orders[0], reply.GetProperty("content").GetString());
        var metadata = reply.GetProperty("metadata");
        Assert.Equal(conversation.Of("message:chunk", acknowledged.ReplyId).Count, metadata.GetProperty("chunkCount").GetInt32());
        Assert.True(metadata.GetProperty("chunkCount").GetInt32() > 1, "The reply came in one piece.");
        Assert.Equal("order", metadata.GetProperty("agent").GetString());
        Assert.Matches("^[0-9a-f]{32}$", metadata.GetProperty("traceId").GetString());
        Assert.True(metadata.GetProperty("firstTokenMs").GetInt64() >= 0);
        Assert.NotEmpty(metadata.GetProperty("citations").EnumerateArray());
    }

    [Fact]
    public async Task MessageSend_OfAnOrderQuestion_TellsWhatTheAssistantDoes()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);

        var acknowledged = await conversation.SendAsync($"Where is my order {customer.Orders[0]}?");
        await conversation.ReplyAsync(acknowledged.ReplyId);
        var evaluated = await conversation.Socket.WaitForAsync("message:evaluated");

        var thinking = conversation.Of("assistant:thinking", acknowledged.ReplyId);
        Assert.Contains(thinking, one => one.TryGetProperty("agent", out var agent) && agent.GetString() == "order");
        Assert.Contains(thinking, one => one.TryGetProperty("tool", out var tool) && tool.GetString() == "get_order_details");
        Assert.Equal(acknowledged.ReplyId, evaluated.GetProperty("messageId").GetString());
        Assert.NotEmpty(evaluated.GetProperty("scores").EnumerateObject());
    }

    [Fact]
    public async Task MessageSend_TwiceWithOneClientMessageId_RunsOneTurn()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        var id = Guid.NewGuid().ToString();

        var first = await conversation.SendAsync("Hello", id);
        var second = await conversation.SendAsync("Hello", id);
        var reply = await conversation.ReplyAsync(first.ReplyId);
        var third = await conversation.SendAsync("Hello", id);
        await conversation.AskAsync("And goodbye");

        Assert.Equal([first, first], [second, third]);
        conversation.AssertStreamedOnce(reply);
        var database = await Database.OpenAsync(platform);
        Assert.Equal(2, await database.CountMessagesAsync(conversation.SessionId, "user"));
        Assert.Equal(2, await database.CountMessagesAsync(conversation.SessionId, "assistant"));
    }

    [Fact]
    public async Task SessionJoin_WithTheLastSeq_ReplaysExactlyWhatWasMissed()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        await conversation.AskAsync($"Where is my order {customer.Orders[0]}?");
        await conversation.Socket.WaitForAsync("message:evaluated");
        var all = Numbers(conversation.Socket);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(seq => (long)seq), all);

        conversation.Socket.Cut();
        var later = await Conversation.ConnectAsync(clients, platform, customer);
        var middle = all.Count / 2;
        await later.AskAsync("session:join", new { sessionId = conversation.SessionId, afterSeq = middle });

        Assert.Equal(all.Skip(middle), Numbers(later));
    }

    [Fact]
    public async Task MessageSend_ThreeInARow_AreAnsweredInOrder()
    {
        var customer = await Customer.SignInAsync(platform, 1);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);

        var sent = new List<Acknowledgement>();
        foreach (var order in customer.Orders.Take(2).Append(customer.Orders[0]))
        {
            sent.Add(await conversation.SendAsync($"Where is my order {order}?"));
        }

        foreach (var one in sent)
        {
            conversation.AssertStreamedOnce(await conversation.ReplyAsync(one.ReplyId));
        }

        var completed = conversation
            .Socket.Events.Where(received => received.Name == "message:complete")
            .Select(received => received.Argument.GetProperty("messageId").GetString());
        Assert.Equal(sent.Select(one => one.ReplyId), completed);
    }

    private static List<long> Numbers(OfficialSocket socket) =>
        [
            .. socket
                .Events.Where(received =>
                    received.Argument.ValueKind == System.Text.Json.JsonValueKind.Object && received.Argument.TryGetProperty("seq", out _)
                )
                .Select(received => received.Argument.GetProperty("seq").GetInt64()),
        ];
}
