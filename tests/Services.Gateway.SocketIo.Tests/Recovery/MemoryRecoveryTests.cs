using System.Net.WebSockets;
using System.Text.Json;
using Services.Gateway.SocketIo.Tests.Server;

namespace Services.Gateway.SocketIo.Tests.Recovery;

/// <summary>Recovery that an application gets with one line.</summary>
public sealed class MemoryRecoveryTests
{
    [Fact]
    public async Task ComingBack_AfterABrokenConnection_HasIdRoomsAndWhatWasMissed()
    {
        SocketIoNamespace ns = null!;
        await using var server = await AppServer.StartAsync(map => ns = Map(map));
        var (client, place) = await JoinAsync(server);
        var socket = Assert.Single(ns.Sockets);
        socket.Join("room");
        ns.Emit("room", "seen", "1", TestJson.Default.String);
        var offset = OffsetOf(await client.ReceiveAsync());

        await BreakAsync(client, ns);
        ns.To("room").Emit("missed", "2", new byte[] { 7 });
        ns.To("other").Emit("not for it");
        ns.To("room").Except(place.Sid).Emit("not for it either");
        ns.To("room").Volatile.Emit("not kept");
        ns.EmitToAll("missed too", 3);
        ns.EmitRaw(place.Sid, "missed three", "4"u8);

        using var again = await DialAsync(server, $$"""40{"pid":"{{place.Pid}}","offset":"{{offset}}"}""");
        Assert.Equal(place, PlaceOf(await again.ReceiveAsync()));
        Assert.StartsWith("451-[\"missed\",\"2\",{\"_placeholder\":true,\"num\":0},", await again.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal("\a", await again.ReceiveAsync());
        Assert.StartsWith("42[\"missed too\",3,", await again.ReceiveAsync(), StringComparison.Ordinal);
        Assert.StartsWith("42[\"missed three\",4,", await again.ReceiveAsync(), StringComparison.Ordinal);
        Assert.StartsWith("42[\"connected\",true", await again.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(1, ns.Emit("room", "live", "5", TestJson.Default.String));
        Assert.StartsWith("42[\"live\",\"5\",", await again.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ComingBack_BeforeTheConnectionIsKnownToBeBroken_TakesItsPlace()
    {
        SocketIoNamespace ns = null!;
        await using var server = await AppServer.StartAsync(map => ns = Map(map));
        var (client, place) = await JoinAsync(server);
        Assert.Single(ns.Sockets).Join("room");
        ns.Emit("room", "seen", "1", TestJson.Default.String);
        var offset = OffsetOf(await client.ReceiveAsync());

        using var again = await DialAsync(server, $$"""40{"pid":"{{place.Pid}}","offset":"{{offset}}"}""");

        Assert.Equal(place, PlaceOf(await again.ReceiveAsync()));
        await TestServer.UntilAsync(() => ns.SocketsIn("room").Count == 1);
        Assert.Single(ns.Sockets);
        Assert.Null(await client.ReceiveAsync());
    }

    [Theory]
    [InlineData("other", "1", false)]
    [InlineData(null, "unknown", false)]
    [InlineData(null, null, false)]
    [InlineData(null, "1", true)]
    public async Task ComingBack_WithoutAKnownPlace_JoinsAnew(string? pid, string? offset, bool hasLeft)
    {
        SocketIoNamespace ns = null!;
        await using var server = await AppServer.StartAsync(map => ns = Map(map));
        var (client, place) = await JoinAsync(server);
        ns.EmitToAll("seen");
        var seen = OffsetOf(await client.ReceiveAsync());
        if (hasLeft)
        {
            await client.SendAsync("41");
            await TestServer.UntilAsync(() => !ns.Sockets.Any());
        }

        await BreakAsync(client, ns);
        var auth = JsonSerializer.Serialize(
            new Dictionary<string, string?> { ["pid"] = pid ?? place.Pid, ["offset"] = offset == "1" ? seen : offset }
        );

        using var again = await DialAsync(server, "40" + auth);

        Assert.NotEqual(place.Sid, PlaceOf(await again.ReceiveAsync()).Sid);
    }

    [Fact]
    public async Task ComingBack_WhenWhatWasMissedIsKeptNoMore_JoinsAnew()
    {
        SocketIoNamespace ns = null!;
        await using var server = await AppServer.StartAsync(map => ns = Map(map, maxBytes: 2_000));
        var (client, place) = await JoinAsync(server);
        ns.EmitToAll("seen");
        var offset = OffsetOf(await client.ReceiveAsync());
        await BreakAsync(client, ns);
        for (var i = 0; i < 5; i++)
        {
            ns.EmitToAll("large", new string('x', 1_000));
        }

        using var again = await DialAsync(server, $$"""40{"pid":"{{place.Pid}}","offset":"{{offset}}"}""");

        Assert.NotEqual(place.Sid, PlaceOf(await again.ReceiveAsync()).Sid);
    }

    private static SocketIoNamespace Map(SocketIoNamespace ns, long maxBytes = 1_000_000) =>
        ns.RecoverFromMemory(maxBytes: maxBytes)
            .OnConnected(static socket =>
            {
                if (socket.Recovered is not null)
                {
                    socket.Emit("connected", true);
                }

                return ValueTask.CompletedTask;
            });

    private static async Task<(ClientWebSocket Client, Place Place)> JoinAsync(AppServer server)
    {
        var client = await DialAsync(server, "40");
        return (client, PlaceOf(await client.ReceiveAsync()));
    }

    private static async Task<ClientWebSocket> DialAsync(AppServer server, string connect)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Address.Port}/socket.io/?EIO=4&transport=websocket"), default);
        await socket.ReceiveAsync();
        await socket.SendAsync(connect);
        return socket;
    }

    private static async Task BreakAsync(ClientWebSocket client, SocketIoNamespace ns)
    {
        client.Abort();
        client.Dispose();
        await TestServer.UntilAsync(() => !ns.Sockets.Any());
    }

    private static Place PlaceOf(string? packet)
    {
        using var json = JsonDocument.Parse(packet![2..]);
        return new Place(json.RootElement.GetProperty("sid").GetString()!, json.RootElement.GetProperty("pid").GetString()!);
    }

    private static string OffsetOf(string? packet)
    {
        using var json = JsonDocument.Parse(packet![2..]);
        return json.RootElement.EnumerateArray().Last().GetString()!;
    }

    private sealed record Place(string Sid, string Pid);
}
