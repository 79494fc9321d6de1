using System.Net;
using System.Text.Json;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Dialects;

public sealed class RoomWebSocketTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Message_WithStreaming_GetsChunksAndThenTheResponse()
    {
        using var room = await Gateway.EnterAsync(GatewayHost.NewCustomer(), NewRoom(), "?stream=true");

        await room.SendAsync(new { type = "message", content = "Where is my order?" });

        await room.WaitForAsync("ack");
        var text = "";
        for (var i = 0; i < 3; i++)
        {
            var chunk = await room.WaitForAsync("ai_chunk");
            Assert.Equal(i, chunk.GetProperty("chunkIndex").GetInt32());
            text += chunk.GetProperty("content").GetString();
        }

        var response = await room.WaitForAsync("ai_response");
        Assert.Equal(text, response.GetProperty("content").GetString());
        Assert.Equal(JsonValueKind.Object, response.GetProperty("evaluation").ValueKind);
        Assert.Equal(32, response.GetProperty("metadata").GetProperty("traceId").GetString()!.Length);
    }

    [Fact]
    public async Task Message_WithoutStreaming_GetsTheResponseOnly()
    {
        using var room = await Gateway.EnterAsync(GatewayHost.NewCustomer(), NewRoom());

        await room.SendAsync(new { type = "message", content = "Hello" });

        Assert.Equal("ack", TypeOf((await room.ReceiveAsync())!.Value));
        Assert.Equal("ai_response", TypeOf((await room.ReceiveAsync())!.Value));
    }

    [Fact]
    public async Task Response_WhoseEvaluationComesSoon_CarriesIt()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        using var room = await Gateway.EnterAsync(customer, session.ToString(), "?after=0");
        var turn = TurnId.New();

        await TestWorker.ReplyAsync(Gateway.Log, session, turn, MessageId.New(), "Done.");
        await Gateway.Log.AppendAsync(
            session,
            [
                new MessageEvaluated
                {
                    SessionId = session,
                    Timestamp = 1,
                    MessageId = turn.ReplyId,
                    Scores = new Dictionary<string, double> { ["relevance"] = 0.9 },
                    Flags = [],
                },
            ],
            CancellationToken.None
        );

        var response = await room.WaitForAsync("ai_response");
        Assert.Equal(0.9, response.GetProperty("evaluation").GetProperty("scores").GetProperty("relevance").GetDouble());
    }

    [Fact]
    public async Task Message_InASession_ReachesClientsOfBothDialects()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        using var room = await Gateway.EnterAsync(GatewayHost.NewOperator(), session.ToString());

        await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello" });
        var message = await room.WaitForAsync("message");
        await room.WaitForAsync("ai_response");
        await room.SendAsync(new { type = "message", content = "An operator here." });

        Assert.Equal("Hello", message.GetProperty("content").GetString());
        Assert.Equal(customer.UserId, message.GetProperty("userId").GetString());
        await socket.WaitForAsync("message:user", user => user.GetProperty("content").GetString() == "An operator here.");
    }

    [Fact]
    public async Task Message_Blocked_IsAnErrorWithTheReason()
    {
        var customer = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(customer);
        var session = await CreateSessionAsync(socket);
        using var room = await Gateway.EnterAsync(customer, session.ToString(), "?after=0");

        await Gateway.Log.AppendAsync(
            session,
            [
                new MessageBlocked
                {
                    SessionId = session,
                    Timestamp = 1,
                    Reason = "Instructions are not taken from messages.",
                    Categories = ["prompt_injection"],
                    Stage = GuardrailStage.Input,
                },
            ],
            CancellationToken.None
        );

        var error = await room.WaitForAsync("error");
        Assert.Equal("Message blocked by safety filters", error.GetProperty("content").GetString());
        Assert.Equal("Instructions are not taken from messages.", error.GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{\"type\":")]
    [InlineData("[1,2]")]
    [InlineData("\"message\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"type\":5}")]
    [InlineData("{\"type\":\"other\"}")]
    [InlineData("{\"type\":\"message\"}")]
    [InlineData("{\"type\":\"message\",\"content\":{}}")]
    [InlineData("{\"type\":\"message\",\"content\":\"a\\u0000b\"}")]
    [InlineData("{\"type\":\"message\",\"content\":\"a\\ud800b\"}")]
    [InlineData("{\"type\":\"message\",\"content\":\"a\",\"clientMessageId\":\"\\u0000\"}")]
    public async Task Text_ThatIsNoFrame_GetsAnErrorAndTheSocketStays(string text)
    {
        using var room = await Gateway.EnterAsync(GatewayHost.NewCustomer(), NewRoom());

        await room.SendTextAsync(text);

        var error = await room.WaitForAsync("error");
        Assert.Equal("INVALID_DATA", error.GetProperty("code").GetString());
        await room.SendAsync(new { type = "ping" });
        await room.WaitForAsync("pong");
    }

    [Fact]
    public async Task Bytes_GetAnErrorAndTheSocketStays()
    {
        using var room = await Gateway.EnterAsync(GatewayHost.NewCustomer(), NewRoom());

        await room.SendBytesAsync([0, 1, 2, 0xff]);

        Assert.Equal("INVALID_DATA", (await room.WaitForAsync("error")).GetProperty("code").GetString());
        await room.SendAsync(new { type = "ping" });
        await room.WaitForAsync("pong");
    }

    [Fact]
    public async Task Message_OfSixThousandCharacters_IsInvalid()
    {
        using var room = await Gateway.EnterAsync(GatewayHost.NewCustomer(), NewRoom());

        await room.SendAsync(new { type = "message", content = new string('x', 6_000) });

        Assert.Equal("INVALID_DATA", (await room.WaitForAsync("error")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Enter_WithTheTokenInTheQuery_Works()
    {
        using var room = await Gateway.EnterAsync(null, NewRoom(), $"?access_token={GatewayHost.TokenFor(GatewayHost.NewCustomer())}");

        await room.SendAsync(new { type = "ping" });
        await room.WaitForAsync("pong");
    }

    [Fact]
    public async Task Enter_TheSameRoomAgain_IsTheSameSession()
    {
        var customer = GatewayHost.NewCustomer();
        var name = NewRoom();
        using var one = await Gateway.EnterAsync(customer, name, "?stream=true");
        using var other = await Gateway.EnterAsync(customer, name);
        await other.SendAsync(new { type = "ping" });
        await other.WaitForAsync("pong");

        await one.SendAsync(new { type = "message", content = "Hello" });

        await other.WaitForAsync("ai_response");
    }

    [Fact]
    public async Task Message_FromTheUsersOtherConnection_IsShownThereAndNotWhereItWasSent()
    {
        await using var elsewhere = await Fixture.StartGatewayAsync();
        var (customer, name) = (GatewayHost.NewCustomer(), NewRoom());
        using var phone = await Gateway.EnterAsync(customer, name);
        using var laptop = await elsewhere.EnterAsync(customer, name);
        await laptop.SendAsync(new { type = "ping" });
        await laptop.WaitForAsync("pong");

        await phone.SendAsync(
            new
            {
                type = "message",
                content = "Hello",
                clientMessageId = "c1",
            }
        );

        var message = await laptop.WaitForAsync("message");
        Assert.Equal("Hello", message.GetProperty("content").GetString());
        Assert.Equal(customer.UserId, message.GetProperty("userId").GetString());
        Assert.Equal("c1", message.GetProperty("clientMessageId").GetString());
        await laptop.WaitForAsync("ai_response");
        Assert.Equal("ack", TypeOf((await phone.ReceiveAsync())!.Value));
        Assert.Equal("ai_response", TypeOf((await phone.ReceiveAsync())!.Value));
    }

    [Fact]
    public async Task Message_SentAgainOnTheNextConnection_IsInItsReplayOnce()
    {
        var (customer, name) = (GatewayHost.NewCustomer(), NewRoom());
        var message = new
        {
            type = "message",
            content = "Hello",
            clientMessageId = "c1",
        };
        using (var before = await Gateway.EnterAsync(customer, name))
        {
            await before.SendAsync(message);
            await before.WaitForAsync("ai_response");
        }

        using var now = await Gateway.EnterAsync(customer, name, "?after=0");
        var frames = new List<JsonElement> { await now.WaitForAsync("message") };
        await now.SendAsync(message);
        while (!frames.Exists(frame => TypeOf(frame) == "ack") || !frames.Exists(frame => TypeOf(frame) == "ai_response"))
        {
            frames.Add((await now.ReceiveAsync())!.Value);
        }

        await now.SendAsync(new { type = "ping" });
        frames.Add((await now.ReceiveAsync())!.Value);

        Assert.Equal("c1", frames[0].GetProperty("clientMessageId").GetString());
        Assert.Equal(["ack", "ai_response", "message", "pong"], frames.Select(TypeOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Enter_AnotherCustomersRoom_IsForbidden()
    {
        var name = NewRoom();
        using var owner = await Gateway.EnterAsync(GatewayHost.NewCustomer(), name);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => Gateway.EnterAsync(GatewayHost.NewCustomer(), name));

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", HttpStatusCode.NotFound)]
    [InlineData("bad%20name", HttpStatusCode.BadRequest)]
    [InlineData("a/b", HttpStatusCode.BadRequest)]
    [InlineData("a%2Fb", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("комната", HttpStatusCode.BadRequest)]
    [InlineData("部屋", HttpStatusCode.BadRequest)]
    public async Task Enter_ARoomThatCannotBe_IsRefused(string room, HttpStatusCode expected)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Gateway.EnterAsync(GatewayHost.NewCustomer(), room));

        Assert.Equal(expected, refused.Status);
    }

    [Fact]
    public async Task Enter_WithoutOrWithABadToken_IsUnauthorised()
    {
        var missing = await Assert.ThrowsAsync<RefusedException>(() => Gateway.EnterAsync(null, NewRoom()));
        var bad = await Assert.ThrowsAsync<RefusedException>(() => Gateway.EnterAsync(null, NewRoom(), "?access_token=nonsense"));

        Assert.Equal(HttpStatusCode.Unauthorized, missing.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, bad.Status);
    }

    [Fact]
    public async Task Enter_FromAForeignOrigin_IsForbidden()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Gateway.EnterAsync(
                GatewayHost.NewCustomer(),
                NewRoom(),
                configure: options => options.SetRequestHeader("Origin", "https://evil.example")
            )
        );

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    private static string? TypeOf(JsonElement frame) => frame.GetProperty("type").GetString();

    private static string NewRoom() => $"room-{Guid.NewGuid():N}";
}
