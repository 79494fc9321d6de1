using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Conversations.Messages;
using Services.Conversations.Rooms;
using Services.Conversations.Sessions;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Dialects;

public sealed class RoomsDialectTests(GatewayFixture fixture) : RoomsTest(fixture)
{
    [Fact]
    public async Task Send_AMessage_ReachesTheOthersAndIsConfirmedToTheSender()
    {
        var (ann, bob) = (GatewayHost.NewCustomer(), GatewayHost.NewCustomer());
        var first = await JoinAsync(ann);
        var second = await JoinAsync(bob);

        first.Emit("send_message", new { roomId = Room, content = "Grüße aus dem \"Raum\"" });

        var heard = await second.WaitForAsync("new_message");
        var sent = await first.WaitForAsync("message_sent");
        Assert.Equal(ann.UserId, heard.GetProperty("userId").GetString());
        Assert.Equal("Grüße aus dem \"Raum\"", heard.GetProperty("content").GetString());
        Assert.False(heard.GetProperty("isAi").GetBoolean());
        Assert.Equal(DateTimeKind.Utc, heard.GetProperty("timestamp").GetDateTime().Kind);
        Assert.Equal(heard.GetRawText(), sent.GetRawText());
        Assert.DoesNotContain(first.Events, e => e.Name == "new_message");
        Assert.DoesNotContain(second.Events, e => e.Name == "message_sent");
    }

    [Fact]
    public async Task Room_OverTwoGateways_IsOneRoom()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var (ann, bob) = (GatewayHost.NewCustomer(), GatewayHost.NewCustomer());
        var here = await JoinAsync(ann);
        var there = await JoinAsync(bob, other);
        await here.WaitForAsync("user_joined", user => user.GetProperty("userId").GetString() == bob.UserId);

        here.Emit("send_message", new { roomId = Room, content = "one" });
        await there.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "one");
        there.Emit("send_message", new { roomId = Room, content = "two" });
        await here.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "two");
        there.Emit("typing_start", Room);
        var typing = await here.WaitForAsync("user_typing");
        there.Emit("typing_stop", Room);
        await here.WaitForAsync("user_stop_typing");
        there.Disconnect();
        await here.WaitForAsync("user_left", user => user.GetProperty("userId").GetString() == bob.UserId);

        Assert.Equal(bob.UserId, typing.GetProperty("userId").GetString());
        Assert.Single(here.Events, e => e.Name == "new_message");
        Assert.Single(there.Events, e => e.Name == "new_message");
        Assert.DoesNotContain(there.Events, e => e.Name is "user_typing" or "user_joined");
    }

    [Fact]
    public async Task Send_ManyMessages_ArriveOnBothGatewaysInOrder()
    {
        await using var other = await Fixture.StartGatewayAsync("Gateway:RateLimits:RoomMessagesPerMinute=0");
        var sender = await JoinAsync(GatewayHost.NewCustomer(), other);
        var here = await JoinAsync(GatewayHost.NewCustomer());
        var there = await JoinAsync(GatewayHost.NewCustomer(), other);

        for (var i = 0; i < 200; i++)
        {
            sender.Emit("send_message", new { roomId = Room, content = $"{i}" });
        }

        foreach (var socket in (OfficialSocket[])[here, there])
        {
            await socket.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "199");
            Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), ContentsOf(socket, "new_message"));
        }

        await sender.WaitForAsync("message_sent", message => message.GetProperty("content").GetString() == "199");
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), ContentsOf(sender, "message_sent"));
    }

    [Fact]
    public async Task Send_TheSameClientMessageIdAgain_IsDeliveredOnce()
    {
        var sender = await JoinAsync(GatewayHost.NewCustomer());
        var other = await JoinAsync(GatewayHost.NewCustomer());
        var message = new
        {
            roomId = Room,
            content = "once",
            clientMessageId = "c1",
        };

        await sender.AskAsync("send_message", message);
        await sender.AskAsync("send_message", message);
        await sender.AskAsync("send_message", new { roomId = Room, content = "last" });
        await other.WaitForAsync("new_message", heard => heard.GetProperty("content").GetString() == "last");

        Assert.Equal(["once", "last"], ContentsOf(other, "new_message"));
    }

    [Fact]
    public async Task Join_ALateOne_IsToldWhoIsThere()
    {
        var (ann, bob) = (GatewayHost.NewCustomer(), GatewayHost.NewCustomer());
        var first = await JoinAsync(ann);
        var second = await JoinAsync(bob);

        var joined = await second.WaitForAsync("joined_room");

        Assert.Equal(Room, joined.GetProperty("roomId").GetString());
        Assert.Equal(
            new[] { ann.UserId, bob.UserId }.Order(),
            joined.GetProperty("users").EnumerateArray().Select(user => user.GetString()).Order()
        );
        Assert.Equal(bob.UserId, (await first.WaitForAsync("user_joined")).GetProperty("userId").GetString());
        Assert.DoesNotContain(second.Events, e => e.Name == "user_joined");
    }

    [Fact]
    public async Task Join_WithASecondConnection_IsToldToThoseInSeveralRoomsToo()
    {
        var (ann, bob) = (GatewayHost.NewCustomer(), GatewayHost.NewCustomer());
        var inTwo = await JoinAsync(ann);
        inTwo.Emit("join_room", $"{Room}-2");
        await inTwo.WaitForAsync("joined_room", joined => joined.GetProperty("roomId").GetString() != Room);
        var inOne = await JoinAsync(GatewayHost.NewCustomer());
        await JoinAsync(bob);
        await JoinAsync(bob);

        foreach (var socket in (OfficialSocket[])[inTwo, inOne])
        {
            await socket.WaitForAsync("user_joined", _ => socket.Events.Count(e => IsJoiningOf(e, bob.UserId)) == 2);
        }

        static bool IsJoiningOf(OfficialEvent e, string user) =>
            e.Name == "user_joined" && e.Argument.GetProperty("userId").GetString() == user;
    }

    [Fact]
    public async Task Leave_WithOneOfTwoConnections_IsNoLeaving()
    {
        var (ann, bob) = (GatewayHost.NewCustomer(), GatewayHost.NewCustomer());
        var watcher = await JoinAsync(ann);
        var one = await JoinAsync(bob);
        var two = await JoinAsync(bob);

        one.Disconnect();
        await two.AskAsync("send_message", new { roomId = Room, content = "still here" });
        await watcher.WaitForAsync("new_message");
        Assert.DoesNotContain(watcher.Events, e => e.Name == "user_left");

        two.Disconnect();
        Assert.Equal(bob.UserId, (await watcher.WaitForAsync("user_left")).GetProperty("userId").GetString());
    }

    [Fact]
    public async Task Message_OfAnotherDialect_IsHeardInTheRoomAndViceVersa()
    {
        var ann = GatewayHost.NewCustomer();
        var room = await JoinAsync(GatewayHost.NewCustomer());
        using var web = await Gateway.EnterAsync(ann, Room);

        await web.SendAsync(new { type = "message", content = "Hello from the web" });
        var heard = await room.WaitForAsync("new_message", message => !message.GetProperty("isAi").GetBoolean());
        await room.WaitForAsync("new_message", message => message.GetProperty("isAi").GetBoolean());
        await room.AskAsync("send_message", new { roomId = Room, content = "Hello from the room" });

        Assert.Equal(
            ("Hello from the web", ann.UserId),
            (heard.GetProperty("content").GetString(), heard.GetProperty("userId").GetString())
        );
        Assert.Equal("Hello from the room", (await web.WaitForAsync("message")).GetProperty("content").GetString());
        Assert.Equal(2, room.Events.Count(e => e.Name == "new_message"));
    }

    [Fact]
    public async Task Message_OverTheRoomWebSocket_ComesIntoTheRoomsHistory()
    {
        var room = await JoinAsync(GatewayHost.NewCustomer());
        using var web = await Gateway.EnterAsync(GatewayHost.NewCustomer(), Room);

        await web.SendAsync(new { type = "message", content = "Hello from the web" });
        await web.WaitForAsync("ai_response");

        await UntilInHistoryAsync("Hello from the web");
    }

    [Fact]
    public async Task Join_ARoomOfSomebodysOwn_IsRefused()
    {
        using var owner = await Gateway.EnterAsync(GatewayHost.NewCustomer(), Room);
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("SESSION_ACCESS_DENIED", Code(await stranger.AskAsync("join_room", Room)));
        Assert.NotEmpty((await stranger.WaitForAsync("error")).GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("join_room", "\"bad name\"")]
    [InlineData("join_room", "\"\"")]
    [InlineData("join_room", "5")]
    [InlineData("join_room", "{}")]
    [InlineData("send_message", "\"text\"")]
    [InlineData("send_message", "{ \"roomId\": \"$\", \"content\": \"\" }")]
    [InlineData("send_message", "{ \"roomId\": \"$\", \"content\": \"a\\u0000b\" }")]
    [InlineData("send_message", "{ \"roomId\": \"$\", \"content\": \"a\", \"useAi\": \"yes\" }")]
    public async Task Event_WithAPayloadThatIsNone_IsInvalid(string name, string payload)
    {
        var socket = await JoinAsync(GatewayHost.NewCustomer());

        var answer = await socket.AskAsync(name, new RawJson(payload.Replace("$", Room, StringComparison.Ordinal)));

        Assert.Equal("INVALID_DATA", Code(answer));
        await socket.WaitForAsync("error", error => error.GetProperty("message").GetString()!.Length > 0);
    }

    [Fact]
    public async Task Event_InARoomThatWasNotJoined_IsDenied()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("SESSION_ACCESS_DENIED", Code(await socket.AskAsync("send_message", new { roomId = Room, content = "x" })));
        Assert.Equal("SESSION_ACCESS_DENIED", Code(await socket.AskAsync("typing_start", Room)));
    }

    [Fact]
    public async Task Send_MoreThanAMinuteAllows_IsRefusedWithTheTimeToWait()
    {
        var socket = await JoinAsync(GatewayHost.NewCustomer());
        for (var i = 0; i < 30; i++)
        {
            Assert.True((await socket.AskAsync("send_message", new { roomId = Room, content = "x" })).TryGetProperty("userId", out _));
        }

        var refused = await socket.AskAsync("send_message", new { roomId = Room, content = "x" });

        Assert.Equal("RATE_LIMIT_EXCEEDED", Code(refused));
        Assert.InRange(refused.GetProperty("error").GetProperty("retryAfterMs").GetInt64(), 1, 60_000);
    }

    private async Task UntilInHistoryAsync(string content)
    {
        var history = Gateway.Services.GetRequiredService<IRoomLog>();
        var session = await SessionAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (
            !(await history.ReadNewestAsync(session.Id, 10, patience.Token)).Any(packet =>
                RoomsPacket.ReadMessage(packet.Packet.Span).Content == content
            )
        )
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
