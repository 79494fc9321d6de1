using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Serialization;
using Services.Gateway.SocketIo.Tests.Server;

namespace Services.Gateway.SocketIo.Tests.Arguments;

/// <summary>
/// Zero to many arguments, bytes anywhere among and in them, in everything that is sent: event, answer, question, to a socket and to rooms.
/// </summary>
public sealed class ArgumentTests
{
    private const string Placeholder0 = """{"_placeholder":true,"num":0}""";
    private const string Placeholder1 = """{"_placeholder":true,"num":1}""";

    /// <summary>Arguments, as JSON, and the bytes that follow.</summary>
    private static readonly Dictionary<string, (SocketIoArgument[] Arguments, string Json, byte[][] Bytes)> Cases = new()
    {
        ["none"] = ([], "", []),
        ["one"] = (["text ü \" \\ \n"], "\"text ü \\\" \\\\ \\n\"", []),
        ["null"] = ([default, (string?)null], "null,null", []),
        ["many"] = (["a", 1, -5_000_000_000, 0.5, true, false], "\"a\",1,-5000000000,0.5,true,false", []),
        ["json"] = (
            [SocketIoArgument.Json("""{"a":[1]}"""u8.ToArray()), System.Text.Json.JsonElement.Parse("[2]")],
            """{"a":[1]},[2]""",
            []
        ),
        ["bytes"] = (
            [new byte[] { 1, 2 }],
            Placeholder0,
            [
                [1, 2],
            ]
        ),
        ["no bytes"] = (
            [Array.Empty<byte>()],
            Placeholder0,
            [
                [],
            ]
        ),
        ["bytes among others"] = (
            ["a", new byte[] { 1 }, 2, new ReadOnlyMemory<byte>([3, 4])],
            $"\"a\",{Placeholder0},2,{Placeholder1}",
            [
                [1],
                [3, 4],
            ]
        ),
        ["bytes in a type"] = (
            [SocketIoArgument.Of(new Picture("cat", new byte[] { 7 }, [new byte[] { 8, 9 }]), ArgumentJson.Default.Picture), "end"],
            $$"""{"name":"cat","data":{{Placeholder0}},"frames":[{{Placeholder1}}]},"end" """.Trim(),
            [
                [7],
                [8, 9],
            ]
        ),
    };

    /// <summary>How they are sent, and what the packet is then.</summary>
    private static readonly Dictionary<string, Func<SocketIoEvent, SocketIoArgument[], bool>> Ways = new()
    {
        ["event"] = static (received, arguments) => received.Socket.Emit("e", arguments),
        ["volatile"] = static (received, arguments) => received.Socket.EmitVolatile("e", arguments),
        ["answer"] = static (received, arguments) => received.Ack(arguments),
        ["question"] = static (received, arguments) =>
            !received.Socket.EmitWithAckAsync("e", TimeSpan.FromSeconds(30), arguments).IsFaulted,
        ["rooms"] = static (received, arguments) => received.Socket.Namespace.To("one", "two").Emit("e", arguments) == 1,
        ["everybody"] = static (received, arguments) => received.Socket.Namespace.EmitToAll("e", arguments) == 1,
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var way in Ways.Keys)
            {
                foreach (var name in Cases.Keys)
                {
                    all.Add(way, name);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Arguments_SentInEveryWay_AreThePacketOfTheOriginal(string way, string name)
    {
        var (arguments, json, bytes) = Cases[name];
        await using var server = await AppServer.StartAsync(ns =>
            ns.On(
                "go",
                received =>
                {
                    received.Socket.Join("one");
                    received.Socket.Join("two");
                    Assert.True(Ways[way](received, arguments));
                    return ValueTask.CompletedTask;
                }
            )
        );
        using var socket = await server.JoinAsync();

        await socket.SendAsync("""427["go"]""");

        var isAnswer = way == "answer";
        var type = (isAnswer, bytes.Length) switch
        {
            (false, 0) => "2",
            (true, 0) => "3",
            (false, _) => $"5{bytes.Length}-",
            (true, _) => $"6{bytes.Length}-",
        };
        var id =
            isAnswer ? "7"
            : way == "question" ? "0"
            : "";
        var first =
            isAnswer ? ""
            : json.Length == 0 ? "\"e\""
            : "\"e\",";
        Assert.Equal($"4{type}{id}[{first}{json}]", await socket.ReceiveAsync());
        foreach (var part in bytes)
        {
            Assert.Equal(part, await ReceiveBytesAsync(socket));
        }
    }

    [Fact]
    public async Task Answer_WithManyArgumentsAndBytes_IsReadAsTypes()
    {
        var answered = new TaskCompletionSource<SocketIoAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AppServer.StartAsync(ns =>
            ns.On("go", async received => answered.SetResult(await received.Socket.EmitWithAckAsync("question", TimeSpan.FromSeconds(30))))
        );
        using var socket = await server.JoinAsync();

        await socket.SendAsync("""42["go"]""");
        Assert.Equal("""420["question"]""", await socket.ReceiveAsync());
        await socket.SendAsync($$"""462-0["a",{{Placeholder0}},{"name":"cat","data":{{Placeholder1}},"frames":[]}]""");
        await socket.SendAsync([1]);
        await socket.SendAsync([2]);

        var answer = await answered.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(3, answer.Count);
        Assert.Equal("a", answer[0].GetString());
        Assert.True(answer.TryReadBytes(1, out var bytes));
        Assert.Equal([1], bytes.ToArray());
        Assert.False(answer.TryReadBytes(0, out _));
        var picture = answer.Read(2, ArgumentJson.Default.Picture)!;
        Assert.Equal("cat", picture.Name);
        Assert.Equal([2], picture.Data.Memory.ToArray());
        Assert.Throws<System.Text.Json.JsonException>(() => answer.Read(3, ArgumentJson.Default.Picture));
    }

    [Fact]
    public async Task Event_WithManyArgumentsAndBytes_IsReadAsTypes()
    {
        await using var server = await AppServer.StartAsync(ns =>
            ns.On(
                "draw",
                static received =>
                {
                    var picture = received.Read(0, ArgumentJson.Default.Picture)!;
                    received.TryReadBytes(1, out var bytes);
                    received.Ack(received.Count, picture.Name, picture.Data.Memory.Length, bytes.Length, picture.Frames.Length);
                    return ValueTask.CompletedTask;
                }
            )
        );
        using var socket = await server.JoinAsync();

        await socket.SendAsync($$"""452-1["draw",{"name":"cat","data":{{Placeholder1}},"frames":["AQI="]},{{Placeholder0}}]""");
        await socket.SendAsync([1, 2, 3]);
        await socket.SendAsync([4]);

        Assert.Equal("""431[2,"cat",1,3,1]""", await socket.ReceiveAsync());
    }

    [Fact]
    public void Bytes_OutsideOfAPacket_AreBase64() =>
        Assert.Equal(
            """{"name":"cat","data":"AQ==","frames":[]}""",
            System.Text.Json.JsonSerializer.Serialize(new Picture("cat", new byte[] { 1 }, []), ArgumentJson.Default.Picture)
        );

    private static async Task<byte[]> ReceiveBytesAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1_000];
        var result = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal(WebSocketMessageType.Binary, result.MessageType);
        return buffer[..result.Count];
    }
}

internal sealed record Picture(string Name, SocketIoBytes Data, SocketIoBytes[] Frames);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Picture))]
internal sealed partial class ArgumentJson : JsonSerializerContext;
