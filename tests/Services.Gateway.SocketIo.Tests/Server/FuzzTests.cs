using System.Text;
using Services.Gateway.SocketIo.Tests.Fuzzing;
using Services.Gateway.SocketIo.Tests.Packets;
using Services.Gateway.SocketIo.Tests.Transport;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Garbage at every layer of a running server: it neither fails nor keeps anything of it, and serves others.</summary>
public sealed class FuzzTests
{
    private const int Clients = 100;
    private const int MessagesOfEach = 12;

    private static readonly byte[][] Messages =
    [
        .. GarbageCorpus.Seeds.Select(packet => Encoding.UTF8.GetBytes($"4{packet}")),
        "40"u8.ToArray(),
        "40/custom,"u8.ToArray(),
        "41"u8.ToArray(),
        "3"u8.ToArray(),
        "42[\"message\",1]"u8.ToArray(),
        "421[\"message-with-ack\",{\"a\":[1]}]"u8.ToArray(),
        "451-[\"message\",{\"_placeholder\":true,\"num\":0}]"u8.ToArray(),
        "42[\"join\",\"r\"]"u8.ToArray(),
        "42[\"shout\",\"r\",\"x\"]"u8.ToArray(),
        "6"u8.ToArray(),
        "5"u8.ToArray(),
        [],
    ];

    public static TheoryData<int, bool> Seeds =>
        new()
        {
            { 1, true },
            { 2, true },
            { 3, false },
            { 4, false },
        };

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Messages_AnyGarbage_LeaveTheServerWell(int seed, bool isDirect)
    {
        await using var server = await TestServer.StartAsync(isDirect: isDirect);

        await Parallel.ForAsync(
            0,
            Clients,
            async (client, _) =>
            {
                var random = new Random((seed * 1_000) + client);
                using var raw = await RawClient.DialAsync(server.Address);
                await raw.TryWriteAsync(RawClient.WebSocketRequest);
                await raw.TryWriteAsync(ClientFrames.Frame(Opcode.Text, "40"u8));
                for (var i = 0; i < MessagesOfEach; i++)
                {
                    var opcode = random.Next(4) == 0 ? Opcode.Binary : Opcode.Text;
                    await raw.TryWriteAsync(ClientFrames.Frame(opcode, Mutator.Next(Messages, random)));
                }

                raw.Finish();
                await raw.ReadAsync();
            }
        );

        await AssertWellAsync(server);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Frames_AnyGarbage_LeaveTheServerWell(int seed, bool isDirect)
    {
        await using var server = await TestServer.StartAsync(isDirect: isDirect);

        await Parallel.ForAsync(
            0,
            Clients,
            async (client, _) =>
            {
                var random = new Random((seed * 1_000) + client);
                using var raw = await RawClient.DialAsync(server.Address);
                await raw.TryWriteAsync(RawClient.WebSocketRequest);
                for (var i = 0; i < MessagesOfEach && await raw.TryWriteAsync(Mutator.Next(ClientFrames.Corpus, random)); i++) { }

                raw.Finish();
                await raw.ReadAsync();
            }
        );

        await AssertWellAsync(server);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Requests_AnyGarbage_LeaveTheServerWell(int seed, bool isDirect)
    {
        await using var server = await TestServer.StartAsync(isDirect: isDirect);
        byte[][] requests =
        [
            RawClient.WebSocketRequest,
            "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n40"u8.ToArray(),
        ];

        await Parallel.ForAsync(
            0,
            Clients * 3,
            async (client, _) =>
            {
                using var raw = await RawClient.DialAsync(server.Address);
                await raw.TryWriteAsync(Mutator.Next(requests, new Random((seed * 1_000) + client)));
                raw.Finish();
                await raw.ReadAsync();
            }
        );

        await AssertWellAsync(server);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Payloads_AnyGarbage_LeaveTheServerWell(int seed, bool isDirect)
    {
        await using var server = await TestServer.StartAsync(TestServer.BeatFast, isDirect);
        using var http = new HttpClient { BaseAddress = server.Address };

        await Parallel.ForAsync(
            0,
            Clients,
            async (client, stop) =>
            {
                var random = new Random((seed * 1_000) + client);
                var open = await http.GetStringAsync("/socket.io/?EIO=4&transport=polling", stop);
                var id = System.Text.Json.JsonElement.Parse(open[1..]).GetProperty("sid").GetString();
                var session = $"/socket.io/?EIO=4&transport=polling&sid={id}";
                for (var i = 0; i < MessagesOfEach; i++)
                {
                    byte[] body = [.. Mutator.Next(Messages, random), 0x1E, .. Mutator.Next(Messages, random)];
                    using var answer = await http.PostAsync(session, new ByteArrayContent(body), stop);
                    Assert.True((int)answer.StatusCode is 200 or 400, answer.StatusCode.ToString());
                }
            }
        );

        await AssertWellAsync(server);
    }

    /// <summary>Nobody is left, nothing was logged as an error, and a client that behaves is served.</summary>
    private static async Task AssertWellAsync(TestServer server)
    {
        await server.EmptyAsync();
        Assert.Empty(server.Errors.Lines);
        using var socket = await server.JoinedAsync();
        await socket.SendAsync("42[\"message\",1]");
        Assert.Equal("42[\"message-back\",1]", await socket.ReceiveAsync());
    }
}
