using System.Net.Http.Json;
using System.Text.Json;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>What a user may do is counted over all gateways.</summary>
public sealed class SharedLimitTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Connect_ThroughSeveralGateways_IsCountedTogether()
    {
        string[] limit = ["Gateway:RateLimits:ConnectionsPerMinute=3"];
        await using var here = await Fixture.StartGatewayAsync(limit);
        await using var there = await Fixture.StartGatewayAsync(limit);
        var auth = new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) };

        await Fixture.Clients.Open(here.Address, auth).ConnectedAsync();
        await Fixture.Clients.Open(there.Address, auth).ConnectedAsync();
        await Fixture.Clients.Open(here.Address, auth).ConnectedAsync();
        var refused = await Fixture.Clients.Open(there.Address, auth).WaitForAsync("connect_error");

        Assert.Equal("RATE_LIMIT_EXCEEDED", refused.GetProperty("message").GetString());
        Assert.True(refused.GetProperty("data").GetProperty("retryAfterMs").GetInt64() > 0);
    }

    [Fact]
    public async Task Send_ThroughSeveralGateways_IsCountedTogetherAndRepeatsAreNot()
    {
        string[] limit = ["Gateway:RateLimits:MessagesPerMinute=2"];
        await using var here = await Fixture.StartGatewayAsync(limit);
        await using var there = await Fixture.StartGatewayAsync(limit);
        var customer = GatewayHost.NewCustomer();
        var auth = new { token = GatewayHost.TokenFor(customer) };
        var first = await Fixture.Clients.Open(here.Address, auth).ConnectedAsync();
        var second = await Fixture.Clients.Open(there.Address, auth).ConnectedAsync();
        var session = (await CreateSessionAsync(first)).ToString();

        var sent = await first.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = "One",
                clientMessageId = "1",
            }
        );
        var again = await second.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = "One",
                clientMessageId = "1",
            }
        );
        await second.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = "Two",
                clientMessageId = "2",
            }
        );
        var refused = await first.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = "Three",
                clientMessageId = "3",
            }
        );
        var repeated = await first.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = "One",
                clientMessageId = "1",
            }
        );

        Assert.Equal("RATE_LIMIT_EXCEEDED", Code(refused));
        Assert.All(
            [again, repeated],
            receipt => Assert.Equal(sent.GetProperty("messageId").GetString(), receipt.GetProperty("messageId").GetString())
        );
        using var http = here.HttpFor(customer);
        var stored = await http.GetFromJsonAsync<JsonElement[]>($"/sessions/{session}/messages");
        Assert.Equal(
            ["One", "Two"],
            stored!
                .Where(message => message.GetProperty("role").GetString() == "user")
                .Select(message => message.GetProperty("content").GetString())
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SendMessage_Again_IsNeitherCountedNorRefused(bool useAi)
    {
        await using var gateway = await Fixture.StartGatewayAsync(
            "Gateway:RateLimits:RoomMessagesPerMinute=2",
            "Gateway:RateLimits:MessagesPerMinute=2"
        );
        var socket = await Fixture
            .Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) })
            .ConnectedAsync();
        var room = $"room-{Guid.NewGuid():N}";
        await socket.AskAsync("join_room", room);

        await SendAsync("1");
        var again = await SendAsync("1");
        await SendAsync("2");
        var refused = await SendAsync("3");
        var repeated = await SendAsync("2");

        Assert.Equal("RATE_LIMIT_EXCEEDED", Code(refused));
        Assert.Equal(["1", "2"], new[] { again, repeated }.Select(sent => sent.GetProperty("clientMessageId").GetString()));
        Assert.Single(socket.Events, e => e.Name == "error");

        Task<JsonElement> SendAsync(string id) =>
            socket.AskAsync(
                "send_message",
                new
                {
                    roomId = room,
                    content = $"Message {id}",
                    clientMessageId = id,
                    useAi,
                }
            );
    }
}
