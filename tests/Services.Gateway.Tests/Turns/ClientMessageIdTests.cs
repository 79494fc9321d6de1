using Microsoft.Extensions.DependencyInjection;
using Services.Conversations.Sessions;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Turns;

public sealed class ClientMessageIdTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Send_TheSameIdByTwoMembers_IsTwoMessages()
    {
        var (owner, guest) = (await ConnectAsync(GatewayHost.NewCustomer()), await ConnectAsync(GatewayHost.NewCustomer()));
        var room = $"room-{Guid.NewGuid():N}";
        await owner.AskAsync("join_room", room);
        await guest.AskAsync("join_room", room);
        var session = (await Gateway.Services.GetRequiredService<ISessionStore>().FindRoomAsync(room, CancellationToken.None))!.Id;

        var first = await owner.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "One",
                clientMessageId = "1",
            }
        );
        var second = await guest.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "Two",
                clientMessageId = "1",
            }
        );

        Assert.NotEqual(first.GetProperty("messageId").GetString(), second.GetProperty("messageId").GetString());
        await owner.WaitForAsync("message:user", said => said.GetProperty("content").GetString() == "Two");
        await Worker.WaitForTurnAsync(session, 2);
    }
}
