using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Recovery;

/// <summary>A test with the official client, whose own recovery is on.</summary>
public abstract class RecoveryTest(GatewayFixture fixture) : GatewayTest(fixture)
{
    private static readonly object Reconnecting = new
    {
        reconnection = true,
        reconnectionDelay = 20,
        reconnectionDelayMax = 100,
        randomizationFactor = 0,
    };

    protected Task<OfficialSocket> OpenAsync(Uri address, Caller caller) =>
        Fixture.Clients.Open(address, new { token = GatewayHost.TokenFor(caller) }, options: Reconnecting).ConnectedAsync();

    protected static Uri ThroughOf(TcpProxy proxy) => new($"http://127.0.0.1:{proxy.Port}");

    protected static int IndexOf(JsonElement chunk) => chunk.GetProperty("chunkIndex").GetInt32();

    protected static List<bool> Connects(OfficialSocket socket) =>
        [.. socket.Events.Where(e => e.Name == "connect").Select(e => e.Argument.GetProperty("recovered").GetBoolean())];

    protected static List<string> SocketIdsOf(OfficialSocket socket) =>
        [.. socket.Events.Where(e => e.Name == "connect").Select(e => e.Argument.GetProperty("id").GetString()!)];

    protected static List<int> ChunksOf(OfficialSocket socket, SessionId session) =>
        [
            .. socket
                .Events.Where(e => e.Name == "message:chunk" && e.Argument.GetProperty("sessionId").GetString() == session.ToString())
                .Select(e => IndexOf(e.Argument)),
        ];

    protected static async Task AssertWholeAsync(OfficialSocket socket, SessionId session, int count)
    {
        await socket.WaitForAsync(
            "message:chunk",
            chunk => IndexOf(chunk) == count - 1 && chunk.GetProperty("sessionId").GetString() == session.ToString()
        );
        Assert.Equal(Enumerable.Range(0, count), ChunksOf(socket, session));
    }
}
