using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>HTTP clients of a host with the defaults, against a real server.</summary>
public sealed class HttpDefaultsTests : IAsyncLifetime
{
    private readonly WebApplication _peer = CreatePeer();
    private int _requests;

    [Fact]
    public async Task Get_PeerFailsTwice_IsRetriedUntilItAnswers()
    {
        using var host = CreateHost(_peer.Urls.First());
        using var response = await Client(host).GetAsync(new Uri("http://peer/flaky?failures=2"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, _requests);
    }

    [Fact]
    public async Task Post_PeerFails_IsNotRepeated()
    {
        using var host = CreateHost(_peer.Urls.First());
        using var response = await Client(host)
            .PostAsync(new Uri("http://peer/flaky?failures=2"), new StringContent("x"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(1, _requests);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(120, false)]
    public async Task Post_PeerFails_CircuitOpensForTheMostAndIsClosedSoonAfter(int failures, bool served)
    {
        using var host = CreateHost(_peer.Urls.First());
        var client = Client(host);
        for (var i = 0; i < 120; i++)
        {
            await IsServedAsync();
        }

        Assert.Equal(served, await IsServedAsync());
        _requests = failures;
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
        Assert.True(await IsServedAsync());

        async Task<bool> IsServedAsync()
        {
            try
            {
                using var response = await client.PostAsync(
                    new Uri($"http://peer/flaky?failures={failures}"),
                    null,
                    TestContext.Current.CancellationToken
                );
                return response.IsSuccessStatusCode;
            }
            catch (Polly.CircuitBreaker.BrokenCircuitException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Get_SeveralEndpoints_AreTakenInTurn()
    {
        await using var second = CreatePeer();
        second.MapGet("/name", () => "second");
        _peer.MapGet("/name", () => "first");
        await second.StartAsync(TestContext.Current.CancellationToken);
        using var host = CreateHost(_peer.Urls.First(), second.Urls.First());
        var client = Client(host);

        var names = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            names.Add(await client.GetStringAsync(new Uri("http://peer/name"), TestContext.Current.CancellationToken));
        }

        // Where the turns begin is the library's choice.
        Assert.Equal(names[..2], names[2..]);
        Assert.Equal(["first", "second"], names[..2].Order());
    }

    [Fact]
    public async Task Health_ServiceRuns_NamesItsChecks()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        await using var app = builder.Build();
        app.MapDefaultEndpoints();
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        Assert.StartsWith(
            """{"status":"Healthy","checks":{"self":{"status":"Healthy"}},"worker":""",
            await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken)
        );
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/alive", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    public async ValueTask InitializeAsync()
    {
        _peer.MapMethods(
            "/flaky",
            ["GET", "POST"],
            (int failures) =>
                Interlocked.Increment(ref _requests) <= failures
                    ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
                    : Results.Ok()
        );
        await _peer.StartAsync();
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    private static WebApplication CreatePeer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    private static HttpClient Client(IHost host) => host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("peer");

    private static IHost CreateHost(params string[] endpoints)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            endpoints.Select((uri, i) => KeyValuePair.Create($"services:peer:http:{i}", (string?)uri))
        );
        builder.AddServiceDefaults();
        builder.Services.ConfigureAll<Microsoft.Extensions.Http.Resilience.HttpStandardResilienceOptions>(options =>
            options.Retry.Delay = TimeSpan.FromMilliseconds(1)
        );
        return builder.Build();
    }
}
