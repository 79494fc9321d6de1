using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Gateway.Access;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Access;

public sealed class AccessTests(GatewayFixture fixture)
{
    public static TheoryData<string> BadTokens
    {
        get
        {
            var caller = GatewayHost.NewCustomer();
            var good = GatewayHost.TokenFor(caller).Split('.');
            static string Part(string json) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
            return
            [
                "nonsense",
                "a.b.c",
                GatewayHost.TokenFor(caller, key: new string('k', 64)),
                GatewayHost.TokenFor(caller, issuer: "somebody"),
                GatewayHost.TokenFor(caller, audience: "others"),
                GatewayHost.TokenFor(caller, expiresIn: TimeSpan.FromMinutes(-5)),
                GatewayHost.TokenFor(caller, role: "root"),
                GatewayHost.TokenFor(caller with { CustomerId = null }),
                $"{Part("""{"alg":"none","typ":"JWT"}""")}.{good[1]}.",
                $"{Part("""{"alg":"none","typ":"JWT"}""")}.{good[1]}.{good[2]}",
                $"{Part("""{"alg":"HS512","typ":"JWT"}""")}.{good[1]}.{good[2]}",
                new string('x', 100_000),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task Connect_WithABadToken_FailsAndSaysSo(string token)
    {
        var socket = fixture.Clients.Open(fixture.Gateway.Address, new { token });

        Assert.Equal("AUTH_FAILED", (await socket.WaitForAsync("connect_error")).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("""{"\ud800":1}""", "44{\"message\":\"AUTH_TOKEN_MISSING\"")]
    [InlineData("""{"token":"\ud800"}""", "44{\"message\":\"AUTH_FAILED\"")]
    [InlineData("""{"token":"\u0000"}""", "44{\"message\":\"AUTH_FAILED\"")]
    [InlineData("""{"token":"x","pid":"\ud800"}""", "44{\"message\":\"AUTH_FAILED\"")]
    [InlineData("""{"token":"$","pid":"\ud800"}""", "40{\"sid\":")]
    [InlineData("""{"token":"$","other":["\udc00",{"\ud800":"a\u0000b"}]}""", "40{\"sid\":")]
    [InlineData("""{"token":"$","pid":"\u0000","offset":"\u0000"}""", "40{\"sid\":")]
    public async Task Connect_WithTextThatCannotBeStored_DependsOnTheTokenOnly(string auth, string expected)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{fixture.Gateway.Address.Port}/socket.io/?EIO=4&transport=websocket"),
            CancellationToken.None
        );
        await ReceiveAsync();
        var connect = "40" + auth.Replace("$", GatewayHost.TokenFor(GatewayHost.NewCustomer()), StringComparison.Ordinal);

        await socket.SendAsync(Encoding.UTF8.GetBytes(connect), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.StartsWith(expected, await ReceiveAsync(), StringComparison.Ordinal);

        async Task<string> ReceiveAsync()
        {
            var buffer = new byte[4_096];
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            return Encoding.UTF8.GetString(buffer, 0, received.Count);
        }
    }

    [Fact]
    public async Task Connect_WithoutAToken_FailsAndSaysSo()
    {
        foreach (var auth in (object[])[new { }, new { token = "" }, new { token = 5 }])
        {
            var socket = fixture.Clients.Open(fixture.Gateway.Address, auth);

            Assert.Equal("AUTH_TOKEN_MISSING", (await socket.WaitForAsync("connect_error")).GetProperty("message").GetString());
        }
    }

    [Fact]
    public async Task Connect_WithTooManyOpen_FailsUntilOneIsClosed()
    {
        await using var gateway = await fixture.StartGatewayAsync("Gateway:Connections:MaxPerUser=2");
        var auth = new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) };
        var first = await fixture.Clients.Open(gateway.Address, auth).ConnectedAsync();
        await fixture.Clients.Open(gateway.Address, auth).ConnectedAsync();

        var refused = await fixture.Clients.Open(gateway.Address, auth).WaitForAsync("connect_error");
        first.Disconnect();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var registry = gateway.Services.GetRequiredService<ConnectionRegistry>();
        while (registry.Connections == 2)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        Assert.Equal("RATE_LIMIT_EXCEEDED", refused.GetProperty("message").GetString());
        await fixture.Clients.Open(gateway.Address, auth).ConnectedAsync();
    }

    [Fact]
    public async Task Connect_MoreThanAMinuteAllows_FailsWithTheTimeToWait()
    {
        var token = GatewayHost.TokenFor(GatewayHost.NewCustomer());
        for (var i = 0; i < 10; i++)
        {
            await fixture.Clients.Open(fixture.Gateway.Address, new { token }).ConnectedAsync();
        }

        var error = await fixture.Clients.Open(fixture.Gateway.Address, new { token }).WaitForAsync("connect_error");

        Assert.Equal("RATE_LIMIT_EXCEEDED", error.GetProperty("message").GetString());
        Assert.InRange(error.GetProperty("data").GetProperty("retryAfterMs").GetInt64(), 1, 60_000);
    }

    [Fact]
    public async Task Token_ForTheDemoUser_SignsIn()
    {
        using var http = fixture.Gateway.HttpFor(null);

        using var response = await http.PostAsJsonAsync("/auth/token", new { user = "demo" });
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("maya_chen_1001", answer.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal("customer", answer.GetProperty("user").GetProperty("role").GetString());
        Assert.True(answer.GetProperty("expiresAt").GetDateTime() > DateTime.UtcNow);
        await fixture.Clients.Open(fixture.Gateway.Address, new { token = answer.GetProperty("token").GetString() }).ConnectedAsync();
    }

    [Fact]
    public async Task DemoUsers_AreCustomersAndStaff()
    {
        using var http = fixture.Gateway.HttpFor(null);

        var users = await http.GetFromJsonAsync<JsonElement[]>("/auth/demo-users");

        Assert.Contains(
            users!,
            user => user.GetProperty("user").GetString() == "demo" && user.GetProperty("orders")[0].GetString() == "#W1000001"
        );
        Assert.Contains(users!, user => user.GetProperty("role").GetString() == "operator");
        Assert.Contains(users!, user => user.GetProperty("role").GetString() == "administrator");
    }

    [Fact]
    public async Task Token_ForNobody_Is404()
    {
        using var http = fixture.Gateway.HttpFor(null);

        using var response = await http.PostAsJsonAsync("/auth/token", new { user = "nobody" });

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Token_ForABrokenBody_Is400(string body)
    {
        using var http = fixture.Gateway.HttpFor(null);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync("/auth/token", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task DemoEndpoints_OutsideDevelopment_AreNotThere()
    {
        await using var gateway = await fixture.StartGatewayAsync("environment=Production");
        using var http = gateway.HttpFor(null);

        using var token = await http.PostAsJsonAsync("/auth/token", new { user = "demo" });
        using var users = await http.GetAsync("/auth/demo-users");

        Assert.Equal(HttpStatusCode.NotFound, token.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, users.StatusCode);
    }

    [Theory]
    [InlineData("/sessions")]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/messages")]
    [InlineData("/sessions/00000000-0000-0000-0000-000000000000/events")]
    public async Task Get_WithoutAToken_Is401(string path)
    {
        using var http = fixture.Gateway.HttpFor(null);

        using var response = await http.GetAsync(path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task ClientConfig_WithABadToken_IsRefused(string token)
    {
        using var http = fixture.Gateway.HttpFor(null);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token[..Math.Min(token.Length, 8_000)]}");

        using var response = await http.GetAsync("/client-config");

        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{response.StatusCode}");
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Start_WithAShortSigningKey_NamesTheSetting()
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            fixture.StartGatewayAsync("Auth:SigningKey=short")
        );

        Assert.Contains("Auth:SigningKey", failure.Message, StringComparison.Ordinal);
    }
}
