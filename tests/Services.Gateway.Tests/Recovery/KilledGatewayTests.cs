using System.Globalization;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Recovery;

/// <summary>
/// kill -9 of the gateway that a client is on, in the middle of a reply, with a second gateway up. Once each by default;
/// <c>SWITCHBOARD_KILLS=100</c> does it a hundred times.
/// </summary>
public sealed class KilledGatewayTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const int Chunks = 500;

    private static readonly int Kills = int.Parse(
        Environment.GetEnvironmentVariable("SWITCHBOARD_KILLS") ?? "1",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public async Task Kill_UnderTheOfficialClient_LosesAndRepeatsNoChunk()
    {
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var victim = await Fixture.StartProcessAsync();
            proxy.Retarget(victim.Port);
            var socket = await Fixture
                .Clients.Open(
                    new Uri($"http://127.0.0.1:{proxy.Port}"),
                    new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) },
                    options: new
                    {
                        reconnection = true,
                        reconnectionDelay = 20,
                        reconnectionDelayMax = 100,
                    }
                )
                .ConnectedAsync();
            var session = await CreateSessionAsync(socket);

            var writing = AppendAsync(session, 0, Chunks);
            await socket.WaitForAsync("message:chunk", chunk => chunk.GetProperty("chunkIndex").GetInt32() >= KillAt(kill));
            proxy.Retarget(Gateway.Address.Port);
            await victim.KillAsync();
            await writing;

            await socket.WaitForAsync("connect", connect => connect.GetProperty("recovered").GetBoolean());
            await socket.WaitForAsync("message:chunk", chunk => chunk.GetProperty("chunkIndex").GetInt32() == Chunks - 1);
            Assert.Equal(
                Enumerable.Range(0, Chunks),
                socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
            );
            socket.Disconnect();
        }
    }

    [Fact]
    public async Task Kill_UnderARoomWebSocket_GoesOnAfterItsLastNumber()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var victim = await Fixture.StartProcessAsync();
            var customer = GatewayHost.NewCustomer();
            var session = await CreateSessionAsync(await ConnectAsync(customer));
            List<int> chunks = [];
            long seq;
            Task writing;
            using (var room = await GatewayHost.EnterAsync(victim.Port, customer, session.ToString(), "?stream=true&after=0"))
            {
                writing = AppendAsync(session, 0, Chunks);
                seq = await ReadAsync(room, chunks, KillAt(kill));
                await victim.KillAsync();
                seq = Math.Max(seq, await ReadAsync(room, chunks, Chunks));
            }

            using var next = await GatewayHost.EnterAsync(Gateway.Address.Port, customer, session.ToString(), $"?stream=true&after={seq}");
            await writing;
            await ReadAsync(next, chunks, Chunks);

            Assert.Equal(Enumerable.Range(0, Chunks), chunks);
        }
    }

    /// <summary>Another chunk each time, and some way before the last.</summary>
    private static int KillAt(int kill) => 50 + (kill * 37 % 300);

    /// <summary>Reads until there are so many chunks, or the connection is gone; the last number.</summary>
    private static async Task<long> ReadAsync(RoomSocketClient room, List<int> chunks, int count)
    {
        var seq = 0L;
        try
        {
            while (chunks.Count < count && await room.ReceiveAsync() is { } frame)
            {
                if (frame.GetProperty("type").GetString() == "ai_chunk")
                {
                    chunks.Add(frame.GetProperty("chunkIndex").GetInt32());
                    seq = frame.GetProperty("seq").GetInt64();
                }
            }
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // Killed.
        }

        return seq;
    }
}
