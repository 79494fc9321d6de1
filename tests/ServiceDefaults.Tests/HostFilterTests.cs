using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Tests;

/// <summary>Which hosts a service answers for.</summary>
public sealed class HostFilterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "localhost", true)]
    [InlineData(null, "LOCALHOST:5080", true)]
    [InlineData(null, "127.0.0.1:1", true)]
    [InlineData(null, "[::1]:5080", true)]
    [InlineData(null, "evil.example", false)]
    [InlineData(null, "evil.example:5080", false)]
    [InlineData(null, "localhost.evil.example", false)]
    [InlineData(null, "127.0.0.1.evil.example", false)]
    [InlineData(null, "10.0.0.1", false)]
    [InlineData("", "evil.example", false)]
    [InlineData("chat.example;*.chat.example", "chat.example", true)]
    [InlineData("chat.example;*.chat.example", "a.chat.example", true)]
    [InlineData("chat.example;*.chat.example", "localhost", false)]
    [InlineData("*", "anything.example", true)]
    public async Task Request_ForAHost_IsAnsweredIfItIsAllowed(string? allowed, string host, bool expected)
    {
        await using var service = await StartAsync(allowed);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/work");
        request.Headers.Host = host;

        using var response = await service.Http.SendAsync(request, Cancellation);

        Assert.Equal(expected ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            expected ? "done" : "hostname is invalid",
            await response.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("GET /work HTTP/1.0\r\n\r\n")]
    [InlineData("GET /work HTTP/1.1\r\nHost:\r\n\r\n")]
    public async Task Request_ForNoHost_IsRefused(string request)
    {
        await using var service = await StartAsync(allowed: null);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.Http.BaseAddress!.Port, Cancellation);
        await using var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancellation);

        using var reader = new StreamReader(stream);
        Assert.Contains(" 400 ", await reader.ReadLineAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Task<TestService> StartAsync(string? allowed) =>
        TestService.StartAsync(settings: new() { ["AllowedHosts"] = allowed }, map: static app => app.MapGet("/work", static () => "done"));
}
