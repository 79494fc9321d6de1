using System.Net.WebSockets;
using Services.Gateway.SocketIo.Tests.Server;

namespace Services.Gateway.SocketIo.Tests.Broadcasts;

/// <summary>Three clients: in rooms a, in a and b, and in none.</summary>
public sealed class BroadcastTests : IAsyncLifetime
{
    private readonly Dictionary<string, ClientWebSocket> _clients = [];
    private readonly Dictionary<string, SocketIoSocket> _sockets = [];
    private AppServer _server = null!;
    private SocketIoNamespace _ns = null!;

    public async ValueTask InitializeAsync()
    {
        var joined = new TaskCompletionSource<SocketIoSocket>();
        _server = await AppServer.StartAsync(ns =>
        {
            _ns = ns;
            ns.OnConnected(socket =>
            {
                joined.SetResult(socket);
                return ValueTask.CompletedTask;
            });
        });
        foreach (var (name, rooms) in new[] { ("in a", "a"), ("in both", "ab"), ("in none", "") })
        {
            joined = new TaskCompletionSource<SocketIoSocket>(TaskCreationOptions.RunContinuationsAsynchronously);
            _clients[name] = await _server.JoinAsync();
            _sockets[name] = await joined.Task;
            foreach (var room in rooms)
            {
                _sockets[name].Join(room.ToString());
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _server.DisposeAsync();
    }

    public static TheoryData<string, string[]> Choices =>
        new()
        {
            { "everybody", ["in a", "in both", "in none"] },
            { "one room", ["in a", "in both"] },
            { "two rooms", ["in a", "in both"] },
            { "room and own room", ["in both", "in none"] },
            { "except a room", ["in a", "in none"] },
            { "room except a room", ["in a"] },
            { "room except a socket", ["in both"] },
            { "own room", ["in none"] },
            { "own room as a name", ["in none"] },
            { "others", ["in both", "in none"] },
            { "others in a room", ["in both"] },
            { "no such room", [] },
        };

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Emit_ToAChoice_ReachesEachOfItOnce(string choice, string[] expected)
    {
        var id = _sockets["in none"].Id;
        var sent = choice switch
        {
            "everybody" => _ns.EmitToAll("e", 1),
            "one room" => _ns.To("a").Emit("e", 1),
            "two rooms" => _ns.To("a").To("b").Emit("e", 1),
            "room and own room" => _ns.To("b", id).Emit("e", 1),
            "except a room" => _ns.Except("b").Emit("e", 1),
            "room except a room" => _ns.To("a").Except("b").Emit("e", 1),
            "room except a socket" => _ns.To("a").Except(_sockets["in a"]).Emit("e", 1),
            "own room" => _ns.To(id).Emit("e", 1),
            "own room as a name" => _ns.EmitRaw(id, "e", "1"u8),
            "others" => _sockets["in a"].To().Emit("e", 1),
            "others in a room" => _sockets["in a"].To("a", "b").Emit("e", 1),
            _ => _ns.To("c").Emit("e", 1),
        };

        Assert.Equal(expected.Length, sent);
        _ns.EmitRawToAll("end", "1"u8);
        foreach (var (name, client) in _clients)
        {
            var packet = await client.ReceiveAsync();
            Assert.Equal(expected.Contains(name) ? "42[\"e\",1]" : "42[\"end\",1]", packet);
        }
    }

    [Fact]
    public void Rooms_OfASocket_HaveItsIdAmongThem()
    {
        var socket = _sockets["in both"];

        Assert.Equal([socket.Id, "a", "b"], socket.Rooms.Order(StringComparer.Ordinal).OrderBy(room => room.Length == 1));
        Assert.True(socket.Join(socket.Id));
        Assert.False(socket.Leave(socket.Id));
        Assert.Equal([socket], _ns.SocketsIn(socket.Id));
        Assert.Same(socket, _ns.FindSocket(socket.Id));
    }

    [Fact]
    public void FetchSockets_JoinAndLeave_ReachTheChoice()
    {
        Assert.Equal([_sockets["in a"], _sockets["in both"]], _ns.To("a").FetchSockets().OrderBy(socket => socket.Rooms.Count));
        Assert.Equal(3, _ns.To().FetchSockets().Count);

        Assert.Equal(2, _ns.To("a").Join("c"));
        Assert.Equal(2, _ns.SocketsIn("c").Count);
        Assert.Equal(1, _ns.To("b").Leave("c"));
        Assert.Equal([_sockets["in a"]], _ns.SocketsIn("c"));
    }

    [Fact]
    public async Task EmitWithAckAsync_ToARoom_CollectsTheAnswersAndTellsWhoGaveNone()
    {
        var asked = _ns.To("a").EmitWithAckAsync("ask", TimeSpan.FromSeconds(2), ["?"]);
        Assert.Equal("420[\"ask\",\"?\"]", await _clients["in a"].ReceiveAsync());
        await _clients["in a"].SendAsync("430[\"yes\",2]");

        var answers = await asked;

        Assert.False(answers.IsComplete);
        Assert.Equal("yes", Assert.Single(answers.Answers)[0].GetString());
        Assert.Equal([_sockets["in both"]], answers.Missing);
    }

    [Fact]
    public async Task Disconnect_OfAChoice_EndsThem()
    {
        _ns.To("a").Disconnect("over");

        Assert.Equal("41", await _clients["in a"].ReceiveAsync());
        Assert.Null(await _clients["in a"].ReceiveAsync());
        Assert.True(_sockets["in none"].IsConnected);
        Assert.Single(_ns.Sockets);
    }
}
