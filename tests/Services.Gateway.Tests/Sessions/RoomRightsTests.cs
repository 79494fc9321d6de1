using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Sessions;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Sessions;

/// <summary>Who may read, end, and have whose records looked at in a room that everybody may enter.</summary>
public sealed class RoomRightsTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Room_WhoHasNotEntered_DoesNotReadIt()
    {
        var (room, session, _) = await OpenAsync(GatewayHost.NewCustomer());
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("SESSION_ACCESS_DENIED", Code(await stranger.AskAsync("session:join", new { sessionId = session, afterSeq = 0 })));

        await stranger.AskAsync("join_room", room);
        Assert.False((await stranger.AskAsync("session:join", new { sessionId = session })).TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Room_IsEndedByItsOwnerAndNotByAGuest()
    {
        var (room, session, owner) = await OpenAsync(GatewayHost.NewCustomer());
        var guest = await ConnectAsync(GatewayHost.NewCustomer());
        await guest.AskAsync("join_room", room);

        Assert.Equal("SESSION_ACCESS_DENIED", Code(await guest.AskAsync("session:end", new { sessionId = session })));
        Assert.False((await owner.AskAsync("session:end", new { sessionId = session })).TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData(Role.Customer)]
    [InlineData(Role.Operator)]
    public async Task Room_TheAssistantWorksForAGuest_WithoutAnybodysRights(Role role)
    {
        var (room, session, _) = await OpenAsync(GatewayHost.NewCustomer());
        var caller = role == Role.Customer ? GatewayHost.NewCustomer() : GatewayHost.NewOperator();
        var guest = await ConnectAsync(caller);
        await guest.AskAsync("join_room", room);

        await guest.AskAsync(
            "send_message",
            new
            {
                roomId = room,
                content = "What did they order?",
                useAi = true,
            }
        );
        var turn = Assert.IsType<TurnRequested>(await Worker.WaitForTurnAsync(session));

        Assert.Equal((Role.Customer, null), (turn.Caller.Role, turn.Caller.CustomerId));
    }

    [Fact]
    public async Task Room_OfStaff_GivesTheRoomNoStaffRights()
    {
        var (room, session, owner) = await OpenAsync(GatewayHost.NewOperator());

        await owner.AskAsync(
            "send_message",
            new
            {
                roomId = room,
                content = "Whose tickets are open?",
                useAi = true,
            }
        );
        var turn = await Worker.WaitForTurnAsync(session);

        Assert.Equal(Role.Customer, turn.Caller.Role);
    }

    private async Task<(string Room, SessionId Session, OfficialSocket Owner)> OpenAsync(Caller caller)
    {
        var owner = await ConnectAsync(caller);
        var room = $"room-{Guid.NewGuid():N}";
        await owner.AskAsync("join_room", room);
        var session = await Gateway.Services.GetRequiredService<ISessionStore>().FindRoomAsync(room, TestContext.Current.CancellationToken);
        return (room, session!.Id, owner);
    }
}
