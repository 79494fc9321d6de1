using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Conversations.Messages;
using Services.Conversations.Rooms;
using Services.Conversations.Sessions;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Dialects;

/// <summary>A test in a room of its own.</summary>
public abstract class RoomsTest(GatewayFixture fixture) : GatewayTest(fixture)
{
    protected string Room { get; } = $"room-{Guid.NewGuid():N}";

    private protected static IEnumerable<string?> ContentsOf(OfficialSocket socket, string name) =>
        socket.Events.Where(e => e.Name == name).Select(e => e.Argument.GetProperty("content").GetString());

    private protected async Task<OfficialSocket> JoinAsync(Caller caller, GatewayHost? gateway = null)
    {
        var socket = await Fixture
            .Clients.Open((gateway ?? Gateway).Address, new { token = GatewayHost.TokenFor(caller) })
            .ConnectedAsync();
        await socket.AskAsync("join_room", Room);
        return socket;
    }

    private protected async Task<IReadOnlyList<StoredMessage>> StoredAsync() =>
        await Gateway.Services.GetRequiredService<IMessageStore>().ListAsync((await SessionAsync()).Id, null, 50, CancellationToken.None);

    private protected Task<Session> SessionAsync() =>
        Gateway.Services.GetRequiredService<ISessionStore>().GetOrCreateForRoomAsync(Room, "nobody", CancellationToken.None);
}
