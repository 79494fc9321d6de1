using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>What a server leaves to an <see cref="ISessionForwarder"/>.</summary>
public sealed class ForwarderTests
{
    private const string Polling = "/socket.io/?EIO=4&transport=polling";
    private const string Elsewhere = "elseAAAAAAAAAAAAAAAA";

    private readonly Forwarder _forwarder = new();

    [Fact]
    public async Task Open_WithAForwarder_GivesIdsThatBeginWithItsTag()
    {
        await using var server = await TestServer.StartAsync(forwarder: _forwarder);
        using var http = new HttpClient { BaseAddress = server.Address };

        var polling = JsonElement.Parse((await http.GetStringAsync(Polling)).AsSpan(1)).GetProperty("sid").GetString()!;
        using var socket = await server.DialAsync();
        var direct = JsonElement.Parse((await socket.ReceiveAsync()).AsSpan(1)).GetProperty("sid").GetString()!;

        Assert.All([polling, direct], sid => Assert.Equal((20, _forwarder.Tag), (sid.Length, sid[..4])));
        Assert.NotEqual(polling, direct);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Request_ForASessionOfAnotherServer_IsPassedOn(string method)
    {
        await using var server = await TestServer.StartAsync(forwarder: _forwarder);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), $"{Polling}&sid={Elsewhere}"));

        Assert.Equal("passed on", await response.Content.ReadAsStringAsync());
        Assert.Equal(["else"], _forwarder.Tags);
    }

    [Fact]
    public async Task Request_ThatCannotBePassedOn_IsForAnUnknownSession()
    {
        await using var server = await TestServer.StartAsync(forwarder: _forwarder);
        using var http = new HttpClient { BaseAddress = server.Address };
        _forwarder.KnowsAll = false;

        using var response = await http.GetAsync($"{Polling}&sid={Elsewhere}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("""{"code":1,"message":"Session ID unknown"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "&sid=hereAAAAAAAAAAAAAAAA")]
    [InlineData("GET", "&sid=short")]
    [InlineData("GET", "&sid=else!!!!!!!!!!!!!!!!")]
    [InlineData("PUT", $"&sid={Elsewhere}")]
    public async Task Request_ThatNoOtherServerCouldAnswer_IsNotPassedOn(string method, string query)
    {
        await using var server = await TestServer.StartAsync(forwarder: _forwarder);
        using var http = new HttpClient { BaseAddress = server.Address };

        using var response = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), Polling + query));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_forwarder.Tags);
    }

    private sealed class Forwarder : ISessionForwarder
    {
        public string Tag => "here";

        public bool KnowsAll { get; set; } = true;

        public ConcurrentQueue<string> Tags { get; } = new();

        public async ValueTask<bool> TryForwardAsync(HttpContext context, string tag)
        {
            Tags.Enqueue(tag);
            if (KnowsAll)
            {
                await context.Response.WriteAsync("passed on");
            }

            return KnowsAll;
        }
    }
}
