using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Host.Bench;
using Microsoft.AspNetCore.Builder;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Bench;

/// <summary>The gateway in its bench mode, in this process: with Redis, and without any other service.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OfficialClients _clients;

    private BenchHost(WebApplication app, OfficialClients clients)
    {
        _app = app;
        _clients = clients;
    }

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public static async Task<BenchHost> StartAsync(GatewayFixture fixture)
    {
        var app = BenchApplication.Create([
            BenchApplication.Flag,
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:redis={fixture.RedisConnectionString}",
            "--Logging:LogLevel:Default=Warning",
        ]);
        await app.StartAsync();
        return new BenchHost(app, fixture.Clients);
    }

    /// <summary>A client with a token that the gateway gave it.</summary>
    public async Task<OfficialSocket> ConnectAsync(string user)
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var response = await http.PostAsJsonAsync("/auth/token", new { user });
        var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return await _clients.Open(Address, new { token = answer.GetProperty("token").GetString() }).ConnectedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
