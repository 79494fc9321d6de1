using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>Kestrel keeps one set of endpoint defaults, and an application may have its own.</summary>
public sealed class EndpointDefaultsTests
{
    private const string PipelineMark = "\r\nServer: Kestrel\r\n";

    [Fact]
    public async Task UseSocketIoConnections_Alone_TakesWebSocketsOffTheConnection()
    {
        await using var server = await TestServer.StartAsync(configureHost: static host => host.UseSocketIoConnections());

        Assert.DoesNotContain(PipelineMark, await UpgradeAsync(server), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UseSocketIoConnections_BesideOtherDefaults_LeavesThemAndServesThroughThePipeline(bool isFirst)
    {
        var seen = 0;
        await using var server = await StartAsync(isFirst, namesItself: false, () => Interlocked.Increment(ref seen));

        var answer = await UpgradeAsync(server);
        using var socket = await server.JoinedAsync();
        await socket.SendAsync("""42["message",1]""");

        Assert.Equal("""42["message-back",1]""", await socket.ReceiveAsync());
        Assert.Contains(PipelineMark, answer, StringComparison.Ordinal);
        Assert.Equal(2, Volatile.Read(ref seen));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task UseSocketIoConnections_NamedInOtherDefaults_WorksTogetherWithThem(bool isFirst)
    {
        var seen = 0;
        await using var server = await StartAsync(isFirst, namesItself: true, () => Interlocked.Increment(ref seen));

        var answer = await UpgradeAsync(server);

        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(PipelineMark, answer, StringComparison.Ordinal);
        Assert.Equal(1, Volatile.Read(ref seen));
    }

    private static Task<TestServer> StartAsync(bool isFirst, bool namesItself, Action onConnection) =>
        TestServer.StartAsync(configureHost: host =>
        {
            if (isFirst)
            {
                host.UseSocketIoConnections();
            }

            host.ConfigureKestrel(kestrel =>
                kestrel.ConfigureEndpointDefaults(listener =>
                {
                    listener.Use(next =>
                        connection =>
                        {
                            onConnection();
                            return next(connection);
                        }
                    );
                    if (namesItself)
                    {
                        listener.UseSocketIoConnections();
                    }
                })
            );
            if (!isFirst)
            {
                host.UseSocketIoConnections();
            }
        });

    /// <summary>The head of the answer to a WebSocket upgrade.</summary>
    private static async Task<string> UpgradeAsync(TestServer server)
    {
        using var client = await RawClient.DialAsync(server.Address);
        await client.TryWriteAsync(RawClient.WebSocketRequest);
        return await client.ReadAsync(atLeast: 200);
    }
}
