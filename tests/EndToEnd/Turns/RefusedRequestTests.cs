using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using EndToEnd.Clients;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Turns;

/// <summary>What must not pass gets its code, and the connection and its neighbours go on.</summary>
public sealed class RefusedRequestTests(PlatformFixture platform)
{
    [Theory]
    [InlineData(null, "AUTH_TOKEN_MISSING")]
    [InlineData("", "AUTH_TOKEN_MISSING")]
    [InlineData("garbage", "AUTH_FAILED")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", "AUTH_FAILED")]
    public async Task Connect_WithoutAGoodToken_IsRefused(string? token, string code)
    {
        await using var clients = await OfficialClients.StartAsync();

        var socket = clients.Open(platform.Gateway, token is null ? new { } : new { token });
        var refused = await socket.WaitForAsync("connect_error");

        Assert.Equal(code, refused.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Connect_WithATokenThatWasTamperedWith_IsRefused()
    {
        var customer = await Customer.SignInAsync(platform, 3);
        await using var clients = await OfficialClients.StartAsync();
        var parts = customer.Token.Split('.');
        var signature = parts[2].ToCharArray();
        signature[5] = signature[5] == 'A' ? 'B' : 'A';

        var socket = clients.Open(platform.Gateway, new { token = $"{parts[0]}.{parts[1]}.{new string(signature)}" });
        var refused = await socket.WaitForAsync("connect_error");

        Assert.Equal("AUTH_FAILED", refused.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("garbage")]
    public async Task RoomSocket_WithoutAGoodToken_IsUnauthorised(string? token)
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => RoomSocket.OpenAsync(platform, "room", token));

        Assert.Contains("401", refused.Message);
    }

    [Fact]
    public async Task MessageSend_Of6000Characters_IsInvalidAndStoresNothing()
    {
        var customer = await Customer.SignInAsync(platform, 3);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);

        var answer = await conversation.Socket.AskAsync(
            "message:send",
            new { sessionId = conversation.SessionId, content = new string('x', 6_000) }
        );

        Assert.Equal("INVALID_DATA", answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(0, await (await Database.OpenAsync(platform)).CountMessagesAsync(conversation.SessionId, "user"));
        await AssertStillAnswersAsync(conversation);
    }

    [Fact]
    public async Task SessionJoin_OfAnotherCustomersSession_IsDenied()
    {
        var owner = await Customer.SignInAsync(platform, 3);
        var stranger = await Customer.SignInAsync(platform, 4);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, owner);
        var other = await Conversation.ConnectAsync(clients, platform, stranger);

        foreach (var name in new[] { "session:join", "message:send", "message:cancel", "session:end" })
        {
            var answer = await other.AskAsync(name, new { sessionId = conversation.SessionId, content = "Hello" });
            Assert.Equal("SESSION_ACCESS_DENIED", answer.GetProperty("error").GetProperty("code").GetString());
        }

        using var http = new HttpClient
        {
            BaseAddress = platform.Gateway,
            DefaultRequestHeaders = { { "Authorization", $"Bearer {stranger.Token}" } },
        };
        using var history = await http.GetAsync($"/sessions/{conversation.SessionId}/messages", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, history.StatusCode);
        await conversation.AskAsync("Hello");
        Assert.DoesNotContain(other.Events, received => received.Name.StartsWith("message:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RoomSocket_WithBrokenJsonAndBinaryGarbage_SaysSoAndGoesOn()
    {
        var customer = await Customer.SignInAsync(platform, 2);
        await using var room = await RoomSocket.OpenAsync(platform, Guid.NewGuid().ToString("N"), customer.Token);

        foreach (var text in new[] { "{\"type\":\"message\",", "[]", "42", "null", "hello", "" })
        {
            await room.SendTextAsync(text);
            Assert.Equal("INVALID_DATA", (await room.ReadUntilAsync("error"))[^1].GetProperty("code").GetString());
        }

        await room.SendBinaryAsync(RandomNumberGenerator.GetBytes(512));
        Assert.Equal("INVALID_DATA", (await room.ReadUntilAsync("error"))[^1].GetProperty("code").GetString());

        await room.SendAsync(new { type = "message", content = new string('x', 6_000) });
        Assert.Equal("INVALID_DATA", (await room.ReadUntilAsync("error"))[^1].GetProperty("code").GetString());

        await room.SendAsync(new { type = "message", content = "Hello" });
        Assert.NotEqual("", (await room.ReadUntilAsync("ai_response"))[^1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task SocketIo_WithGarbageOnTheWire_ClosesThatConnectionOnly()
    {
        var customer = await Customer.SignInAsync(platform, 3);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);
        foreach (var type in new[] { WebSocketMessageType.Text, WebSocketMessageType.Binary })
        {
            using var hostile = new ClientWebSocket();
            var address = new UriBuilder(platform.Gateway)
            {
                Scheme = "ws",
                Path = "/socket.io/",
                Query = "EIO=4&transport=websocket",
            }.Uri;
            await hostile.ConnectAsync(address, TestContext.Current.CancellationToken);
            await hostile.SendAsync(RandomNumberGenerator.GetBytes(2_048), type, endOfMessage: true, TestContext.Current.CancellationToken);
            await AssertClosesAsync(hostile);
        }

        await AssertStillAnswersAsync(conversation);
    }

    [Fact]
    public async Task MessageSend_ThatIsNoObject_IsInvalid()
    {
        var customer = await Customer.SignInAsync(platform, 3);
        await using var clients = await OfficialClients.StartAsync();
        var conversation = await Conversation.StartAsync(clients, platform, customer);

        foreach (
            var payload in new object[]
            {
                "text",
                42,
                new[] { 1 },
                new { sessionId = "no-uuid", content = "Hello" },
                new { sessionId = conversation.SessionId, content = 7 },
            }
        )
        {
            var answer = await conversation.Socket.AskAsync("message:send", payload);
            Assert.Equal("INVALID_DATA", answer.GetProperty("error").GetProperty("code").GetString());
        }

        await AssertStillAnswersAsync(conversation);
    }

    private static async Task AssertStillAnswersAsync(Conversation conversation) =>
        Assert.NotEqual("", (await conversation.AskAsync("Hello")).GetProperty("content").GetString());

    private static async Task AssertClosesAsync(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var buffer = new byte[4_096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // Cut without a close frame: closed all the same.
        }
    }
}
