using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.Tests.Transport;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>
/// Many clients that send a byte at a time and finish nothing: they hold no thread, others are served, and they are cut in time.
/// </summary>
public sealed class SlowLorisTests
{
    private const int Clients = 60;
    private const int SparedThreads = Clients / 2;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_ThatNeverEnds_IsCutInTime(bool isDirect)
    {
        await using var server = await TestServer.StartAsync(isDirect: isDirect, limit: Hurry);
        var request = RawClient.WebSocketRequest[..^2];

        await AssertCutAsync(server, (_, sent) => request.AsMemory(sent % request.Length, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Frame_ThatNeverEnds_IsCutInTime(bool isDirect)
    {
        await using var server = await TestServer.StartAsync(BeatFast, isDirect);
        byte[] start = [.. RawClient.WebSocketRequest, .. ClientFrames.Frame(Opcode.Binary, new byte[10_000])];

        await AssertCutAsync(
            server,
            (_, sent) =>
                sent == 0
                    ? start.AsMemory(0, RawClient.WebSocketRequest.Length)
                    : start.AsMemory(RawClient.WebSocketRequest.Length + sent - 1, 1)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Message_OfFragmentsWithoutEnd_IsCutInTime(bool isDirect)
    {
        await using var server = await TestServer.StartAsync(BeatFast, isDirect);
        var first = ClientFrames.Frame(Opcode.Text, "4"u8, isFinal: false);
        var next = ClientFrames.Frame(Opcode.Continuation, "x"u8, isFinal: false);

        await AssertCutAsync(
            server,
            (_, sent) =>
                sent switch
                {
                    0 => RawClient.WebSocketRequest,
                    1 => first,
                    _ => next,
                }
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_ThatNeverEnds_IsCutInTime(bool isDirect)
    {
        await using var server = await TestServer.StartAsync(BeatFast, isDirect, Hurry);
        using var http = new HttpClient { BaseAddress = server.Address };
        var heads = new byte[Clients][];
        for (var i = 0; i < Clients; i++)
        {
            var open = await http.GetStringAsync("/socket.io/?EIO=4&transport=polling");
            var sid = System.Text.Json.JsonElement.Parse(open[1..]).GetProperty("sid").GetString();
            heads[i] = Encoding.ASCII.GetBytes(
                $"POST /socket.io/?EIO=4&transport=polling&sid={sid} HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
            );
        }

        await AssertCutAsync(server, (client, sent) => sent == 0 ? heads[client] : "4"u8.ToArray());
    }

    [Fact]
    public async Task Frame_OfAPlainWebSocketThatNeverEnds_IsCutInTime()
    {
        var ended = new TaskCompletionSource<InboundKind>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        var options = new BoundedWebSocketOptions
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(200),
            KeepAliveTimeout = TimeSpan.FromMilliseconds(200),
        };
        app.Map(
            "/plain",
            async context =>
            {
                await using var socket = await BoundedWebSocket.AcceptAsync(context, options, TimeProvider.System);
                using var message = await socket.ReceiveAsync();
                ended.TrySetResult(message.Kind);
            }
        );
        await app.StartAsync();
        using var attacker = await RawClient.DialAsync(new Uri(app.Urls.Single()));
        byte[] start = [.. RawClient.WebSocketRequestFor("/plain"), .. ClientFrames.Frame(Opcode.Binary, new byte[10_000])];

        await AttackAsync(
                attacker,
                sent => start.AsMemory(sent == 0 ? 0 : start.Length - 10_000 + sent, sent == 0 ? start.Length - 10_000 : 1)
            )
            .WaitAsync(Patience);

        Assert.Equal(InboundKind.Closed, await ended.Task.WaitAsync(Patience));
    }

    /// <summary>Kestrel's patience with requests, shortened so that a test can wait for its end.</summary>
    private static void Hurry(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(1.5));
    }

    private static void BeatFast(SocketIoOptions options)
    {
        TestServer.BeatFast(options);
        options.CloseTimeout = TimeSpan.FromMilliseconds(200);
    }

    /// <summary>Sends piece by piece on many connections until the server has cut them all; serves a good client meanwhile.</summary>
    private static async Task AssertCutAsync(TestServer server, Func<int, int, ReadOnlyMemory<byte>> piece)
    {
        var threads = ThreadPool.ThreadCount;
        var attackers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => RawClient.DialAsync(server.Address)));
        try
        {
            var attack = Task.WhenAll(attackers.Select((attacker, client) => AttackAsync(attacker, sent => piece(client, sent))));
            using var good = await server.DialAsync();
            Assert.StartsWith("0{", await good.ReceiveAsync(), StringComparison.Ordinal);
            Assert.True(ThreadPool.ThreadCount < threads + SparedThreads, $"{ThreadPool.ThreadCount} threads, before them {threads}");

            await attack.WaitAsync(Patience);
        }
        finally
        {
            Array.ForEach(attackers, static attacker => attacker.Dispose());
        }

        await server.EmptyAsync();
        Assert.Empty(server.Errors.Lines);
    }

    private static async Task AttackAsync(RawClient attacker, Func<int, ReadOnlyMemory<byte>> piece)
    {
        using var timer = new PeriodicTimer(Pace);
        for (var sent = 0; await attacker.TryWriteAsync(piece(sent)); sent++)
        {
            await timer.WaitForNextTickAsync();
        }
    }
}
