using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Conversations.Messages;
using Services.Conversations.Rooms;
using Services.Conversations.Sessions;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Dialects;

/// <summary>The assistant in a room, when it is asked.</summary>
public sealed class RoomsReplyTests(GatewayFixture fixture) : RoomsTest(fixture)
{
    [Fact]
    public async Task Send_WithAi_AnswersEverybodyOnce()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var sender = await JoinAsync(GatewayHost.NewCustomer());
        var there = await JoinAsync(GatewayHost.NewCustomer(), other);

        sender.Emit(
            "send_message",
            new
            {
                roomId = Room,
                content = "Where is my order?",
                useAi = true,
            }
        );

        foreach (var socket in (OfficialSocket[])[sender, there])
        {
            var reply = await socket.WaitForAsync("new_message", message => message.GetProperty("isAi").GetBoolean());
            Assert.Equal("Your order is on its way.", reply.GetProperty("content").GetString());
        }

        sender.Emit("send_message", new { roomId = Room, content = "Thanks" });
        await there.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "Thanks");
        Assert.Equal(["Where is my order?", "Your order is on its way.", "Thanks"], ContentsOf(there, "new_message"));
        Assert.Equal(["Your order is on its way."], ContentsOf(sender, "new_message"));
    }

    [Fact]
    public async Task Send_WithAi_GivesTheReplyWhatWasSaidBefore()
    {
        var ann = await JoinAsync(GatewayHost.NewCustomer());
        var bob = await JoinAsync(GatewayHost.NewCustomer());
        for (var i = 0; i < 7; i++)
        {
            await (i % 2 == 0 ? ann : bob).AskAsync("send_message", new { roomId = Room, content = $"said {i}" });
        }

        ann.Emit(
            "send_message",
            new
            {
                roomId = Room,
                content = "What do you say?",
                useAi = true,
            }
        );
        await ann.WaitForAsync("new_message", message => message.GetProperty("isAi").GetBoolean());

        var stored = await StoredAsync();
        Assert.Equal([.. Enumerable.Range(0, 7).Select(i => $"said {i}"), "What do you say?"], stored.Select(message => message.Content));
    }
}
