using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.Oidc;

namespace Services.Gateway.Tests.Access;

/// <summary>Tokens of an OpenID Connect provider, beside those that the shared secret signs.</summary>
public sealed class OidcTests(GatewayFixture fixture) : IAsyncLifetime
{
    private TestOidcProvider _provider = null!;
    private GatewayHost _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await TestOidcProvider.StartAsync();
        _gateway = await fixture.StartGatewayAsync(Settings(_provider.Authority));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _provider.DisposeAsync();
    }

    public static TheoryData<string, string?, string> Roles =>
        new()
        {
            { "\"operator\"", null, "operator" },
            { "[\"customer\",\"administrator\"]", null, "administrator" },
            { "\"customer\"", "maya_chen_1001", "customer" },
            { "\"customer\"", null, "customer" },
            { "\"chief\"", "maya_chen_1001", "customer" },
            { "null", null, "customer" },
        };

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task ClientConfig_WithAProvidersToken_NamesTheUserAsTheGatewayReadsThem(string role, string? customer, string expected)
    {
        var token = Token(("role", JsonElement.Parse(role)), ("customer_id", customer));

        var user = (await ConfigAsync(_gateway, token)).GetProperty("user");

        Assert.Equal(("provider-user-1", expected), (user.GetProperty("id").GetString(), user.GetProperty("role").GetString()));
        Assert.Equal("Petra Provider", user.GetProperty("name").GetString());
    }

    [Fact]
    public async Task ClientConfig_WithoutAToken_NamesTheProvider()
    {
        using var http = _gateway.HttpFor(null);

        var auth = JsonElement.Parse(await http.GetStringAsync("/client-config")).GetProperty("auth");

        var expected = new
        {
            authority = _provider.Authority,
            clientId = TestOidcProvider.ClientId,
            scope = "openid profile offline_access",
            audience = TestOidcProvider.Audience,
            name = "Example",
        };
        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(expected), auth.GetProperty("oidc")), auth.GetRawText());
    }

    [Fact]
    public async Task Sockets_WithAProvidersToken_AreLetIn()
    {
        var socket = await fixture.Clients.Open(_gateway.Address, new { token = Token() }).ConnectedAsync();
        var created = await socket.AskAsync("session:create", new { topic = "An order" });
        using var room = new ClientWebSocket();
        room.Options.SetRequestHeader("Authorization", $"Bearer {Token()}");
        await room.ConnectAsync(
            new Uri($"ws://127.0.0.1:{_gateway.Address.Port}/ws/{created.GetProperty("sessionId").GetString()}"),
            CancellationToken.None
        );

        Assert.Equal(WebSocketState.Open, room.State);
    }

    [Fact]
    public async Task SharedSecret_BesideAProvider_StillSignsIn()
    {
        var caller = GatewayHost.NewCustomer();

        await fixture.Clients.Open(_gateway.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync();
        var config = await ConfigAsync(_gateway, GatewayHost.TokenFor(caller));

        Assert.Equal(caller.UserId, config.GetProperty("user").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Token_ThatIsNoGood_IsRefusedEverywhere()
    {
        var past = DateTimeOffset.UtcNow.AddMinutes(-5).ToUnixTimeSeconds();
        string[] bad =
        [
            _provider.AccessToken(key: _provider.Key.Forge()),
            _provider.AccessToken(key: TestSigningKey.Create()),
            Token(("iss", "https://elsewhere.example")),
            Token(("aud", TestOidcProvider.ClientId)),
            Token(("exp", past)),
            Token(("exp", null)),
            Token(("sub", null)),
            GatewayHost.TokenFor(GatewayHost.NewCustomer(), issuer: _provider.Authority),
            "nonsense",
            "a.b.c",
        ];

        foreach (var token in bad)
        {
            var refused = await fixture.Clients.Open(_gateway.Address, new { token }).WaitForAsync("connect_error");
            Assert.Equal("AUTH_FAILED", refused.GetProperty("message").GetString());
            Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(_gateway, token));
        }
    }

    [Fact]
    public async Task Keys_WhenTheyChange_AreAskedForAgainOnceInAWhile()
    {
        await using var gateway = await fixture.StartGatewayAsync([
            .. Settings(_provider.Authority),
            "Auth:ProviderRetryInterval=01:00:00",
        ]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, Token()));

        _provider.RotateKey();

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, Token()));
        var asked = _provider.KeyRequests;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, _provider.AccessToken(key: TestSigningKey.Create())));
        }

        Assert.Equal(asked, _provider.KeyRequests);
    }

    [Fact]
    public async Task Provider_ThatDoesNotAnswer_RefusesInTimeAndDelaysNobodyElse()
    {
        await using var silent = await TestOidcProvider.StartAsync();
        silent.IsSilent = true;
        await using var gateway = await fixture.StartGatewayAsync([.. Settings(silent.Authority), "Auth:ProviderTimeout=00:00:01"]);
        var token = silent.AccessToken();
        var since = Stopwatch.GetTimestamp();

        var refusals = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => fixture.Clients.Open(gateway.Address, new { token }).WaitForAsync("connect_error"))
        );

        Assert.All(refusals, refused => Assert.Equal("AUTH_FAILED", refused.GetProperty("message").GetString()));
        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(10), $"{Stopwatch.GetElapsedTime(since)}");
        await fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(GatewayHost.NewCustomer()) }).ConnectedAsync();
    }

    [Fact]
    public async Task Provider_ThatComesLater_IsFound()
    {
        var late = await TestOidcProvider.StartAsync();
        var address = late.Authority;
        await late.DisposeAsync();
        await using var gateway = await fixture.StartGatewayAsync([.. Settings(address), "Auth:ProviderRetryInterval=00:00:00.100"]);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, Token()));

        await using var provider = await TestOidcProvider.StartAsync(address);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await StatusAsync(gateway, provider.AccessToken()) != HttpStatusCode.OK)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    [Fact]
    public async Task Gateway_WithAProviderAlone_HasNoDemoUsersAndTakesNoSharedSecret()
    {
        await using var gateway = await fixture.StartGatewayAsync([
            .. Settings(_provider.Authority),
            "Auth:SigningKey=",
            $"Gateway:Forwarding:Secret={new string('s', 32)}",
        ]);
        using var http = gateway.HttpFor(null);
        using var users = await http.GetAsync("/auth/demo-users");

        Assert.Equal(HttpStatusCode.NotFound, users.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway, Token()));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway, GatewayHost.TokenFor(GatewayHost.NewCustomer())));
    }

    [Theory]
    [InlineData("Auth:Authority", "Auth:Authority=http://login.example")]
    [InlineData("Auth:Authority", "Auth:Authority=login")]
    [InlineData("Auth:ClientId", "Auth:ClientId=page")]
    [InlineData("Auth:Scope", "Auth:Authority=https://login.example", "Auth:Scope=profile")]
    [InlineData("Auth:SigningKey or Auth:Authority", "Auth:SigningKey=")]
    [InlineData("Gateway:Forwarding:Secret", "Auth:SigningKey=", "Auth:Authority=https://login.example")]
    [InlineData("Auth:Demo", "Auth:SigningKey=", "Auth:Authority=https://login.example", "Auth:Demo=true")]
    public async Task Start_WithSettingsThatDoNotFit_NamesTheSetting(string named, params string[] settings)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => fixture.StartGatewayAsync(settings));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_WithAProvider_MayReachItsOrigin()
    {
        var root = Directory.CreateTempSubdirectory("page-").FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "index.html"), "<!doctype html>");
        await using var gateway = await fixture.StartGatewayAsync([.. Settings(_provider.Authority), $"Page:Root={root}"]);
        using var http = gateway.HttpFor(null);

        using var response = await http.GetAsync("/");

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains($" {_provider.Authority};", policy, StringComparison.Ordinal);
        Directory.Delete(root, recursive: true);
    }

    private static string[] Settings(string authority) =>
        [
            $"Auth:Authority={authority}",
            $"Auth:ClientId={TestOidcProvider.ClientId}",
            "Auth:Name=Example",
            // A machine that is busy with other tests is no provider that is away.
            "Auth:ProviderTimeout=00:00:20",
        ];

    private string Token(params (string Name, object? Value)[] claims) =>
        _provider.AccessToken(
            claims.ToDictionary(
                claim => claim.Name,
                claim => claim.Value is JsonElement { ValueKind: JsonValueKind.Null } ? null : claim.Value
            )
        );

    private static async Task<JsonElement> ConfigAsync(GatewayHost gateway, string token)
    {
        using var response = await GetAsync(gateway, token);
        return JsonElement.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private static async Task<HttpStatusCode> StatusAsync(GatewayHost gateway, string token)
    {
        using var response = await GetAsync(gateway, token);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> GetAsync(GatewayHost gateway, string token)
    {
        using var http = gateway.HttpFor(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.GetAsync("/client-config");
    }
}
