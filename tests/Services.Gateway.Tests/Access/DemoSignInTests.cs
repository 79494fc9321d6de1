using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Services.Gateway.DemoUsers;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

/// <summary>Who can sign in without a password: whoever sits at the machine, and nobody else.</summary>
public sealed class DemoSignInTests(GatewayFixture fixture) : IAsyncLifetime
{
    private GatewayHost _public = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string?, bool> Requests =>
        new()
        {
            { "localhost", "127.0.0.1", null, true },
            { "localhost:5080", "::1", null, true },
            { "127.0.0.1:5080", "::ffff:127.0.0.1", null, true },
            { "[::1]:5080", null, null, true },
            { "localhost", "10.0.0.7", null, false },
            { "localhost", "::ffff:10.0.0.7", null, false },
            { "10.0.0.5", "127.0.0.1", null, false },
            { "support.example.com", "127.0.0.1", null, false },
            { "localhost.example.com", "127.0.0.1", null, false },
            { "", "127.0.0.1", null, false },
            { "localhost", "127.0.0.1", "X-Forwarded-For", false },
            { "localhost", "127.0.0.1", "Forwarded", false },
            { "localhost", "127.0.0.1", "Via", false },
        };

    public async ValueTask InitializeAsync() => _public = await fixture.StartGatewayAsync("AllowedHosts=*");

    public ValueTask DisposeAsync() => _public.DisposeAsync();

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_ByANameFromAnAddress_IsLocalIfBothAre(string host, string? address, string? header, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        if (header is not null)
        {
            context.Request.Headers[header] = "something";
        }

        Assert.Equal(expected, LocalRequest.Is(context));
    }

    [Fact]
    public async Task SignIn_ByAnotherName_IsRefusedByEveryEndpointBelowAuth()
    {
        using var http = _public.HttpFor(null);
        http.DefaultRequestHeaders.Host = $"support.example.com:{_public.Address.Port}";
        var requests = EndpointRequests.Of(_public).Where(r => r.Path.StartsWith("/auth/", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, requests.Count);

        foreach (var (method, path) in requests)
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(new { user = "administrator" }) };
            using var response = await http.SendAsync(request, Cancellation);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            var body = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains("localhost", body, StringComparison.Ordinal);
            Assert.DoesNotContain("token\":", body, StringComparison.Ordinal);
        }

        var config = await http.GetFromJsonAsync<JsonElement>("/client-config", Cancellation);
        Assert.False(config.GetProperty("auth").GetProperty("demo").GetBoolean());
    }
}
