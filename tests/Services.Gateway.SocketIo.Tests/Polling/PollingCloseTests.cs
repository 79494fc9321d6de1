using Services.Gateway.SocketIo.Tests.Server;

namespace Services.Gateway.SocketIo.Tests.Polling;

/// <summary>
/// A server that closes right after it sent something: clients heed a close packet before what comes in one payload with it.
/// </summary>
public sealed class PollingCloseTests
{
    [Fact]
    public async Task Close_BehindAnEvent_ComesInAnAnswerOfItsOwn()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await JoinedAsync(server);

        await client.SendAsync("42[\"farewell\"]");

        Assert.Equal("42[\"goodbye\",\"all\"]", await client.PollAsync());
        Assert.Equal("6\u001e1", await client.PollAsync());
        Assert.Null(await client.PollAsync());
        Assert.Equal(SocketIoDisconnectReason.ServerClosed, await server.OneIsGoneAsync());
    }

    [Fact]
    public async Task Close_BehindAnEventForAGetThatWaits_ComesInTheNextAnswer()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await JoinedAsync(server);
        var waiting = client.PollAsync();

        await client.SendAsync("42[\"farewell\"]");

        Assert.Equal("42[\"goodbye\",\"all\"]", await waiting);
        Assert.Equal("6\u001e1", await client.PollAsync());
        Assert.Null(await client.PollAsync());
    }

    [Fact]
    public async Task Close_WithNothingToSend_AnswersTheGetThatWaits()
    {
        await using var server = await TestServer.StartAsync();
        using var client = await JoinedAsync(server);
        var waiting = client.PollAsync();

        Assert.Single(server.Hub.Namespace("/").Sockets).CloseConnection("closing time");

        Assert.EndsWith("1", await waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_OfAClientThatSaysGoodbyeInstead_EndsTheSession()
    {
        await using var server = await TestServer.StartAsync(static options => options.CloseTimeout = TimeSpan.FromMinutes(1));
        using var client = await JoinedAsync(server);

        await client.SendAsync("42[\"kick\"]");
        Assert.Equal("41", await client.PollAsync());
        await client.SendAsync("1");

        Assert.Equal(0, server.Hub.ConnectionCount);
    }

    [Fact]
    public async Task Close_OfAClientThatNeverPollsAgain_IsForgottenAfterTheCloseTimeout()
    {
        await using var server = await TestServer.StartAsync(static options => options.CloseTimeout = TimeSpan.FromMilliseconds(100));
        using var client = await JoinedAsync(server);

        await client.SendAsync("42[\"farewell\"]");

        await server.EmptyAsync();
        Assert.Null(await client.PollAsync());
    }

    private static async Task<PollingClient> JoinedAsync(TestServer server)
    {
        var client = await PollingClient.OpenAsync(server);
        await client.SendAsync("40");
        await client.ReceiveAsync("42[\"auth\"");
        return client;
    }
}
